package io.goshawk.conformance.vectors;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The interpreter's side of the vectors.
final class Meanings {
    static final Map<String, Rounding> MODES = Map.of(
            "ROUND", Rounding.HALF_EVEN,
            "CEIL", Rounding.CEIL,
            "FLOOR", Rounding.FLOOR,
            "UP", Rounding.AWAY,
            "DOWN", Rounding.TOWARD_ZERO,
            "HALF_UP", Rounding.HALF_AWAY,
            "HALF_DOWN", Rounding.HALF_TOWARD_ZERO);

    private Meanings() {}

    /// {@return what an operation makes of `inputs`, exactly}
    /// @param parameters scalars, its operands behind the data
    static RealTensor of(Function<List<Value>, OnnxOp> op, float[] inputs, double... parameters) {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(FloatTensor.of(Shape.of(inputs.length), inputs));
        for (double parameter : parameters) {
            tensors.add(FloatTensor.of(Shape.SCALAR, FloatType.F64, new double[] {parameter}));
        }
        return of(op, tensors);
    }

    static RealTensor of(Function<List<Value>, OnnxOp> op, List<Tensor> tensors) {
        List<Value> values = new ArrayList<>();
        for (Tensor tensor : tensors) {
            values.add(new Value(values.size(), new TensorType(tensor.shape(), ((FloatTensor) tensor).type())));
        }
        return (RealTensor) Interpreter.evaluate(op.apply(values), tensors);
    }
}
