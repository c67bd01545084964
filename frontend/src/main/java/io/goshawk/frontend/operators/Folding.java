package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.model.WorkBudget;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.BitCast;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Where;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Evaluates operations on known tensors, where that loses nothing.
///
/// Quantisers stay, since later stages want to see them. Float arithmetic that has an exact meaning is evaluated
/// exactly, and stays an operation where the result is not a float: rounding it here would change what a quantiser
/// behind it sees.
final class Folding {
    private Folding() {}

    /// {@return the result of `op` on `data`, its operands}
    static Optional<Tensor> of(OnnxOp op, List<Tensor> data) {
        TensorType type = op.resultType();
        if (op instanceof QuantizationOp || Extents.isLarge(type.shape()) || !WorkBudget.affords(steps(op))) {
            return Optional.empty();
        }
        boolean computesNoFloat = op instanceof ShapeOp || op instanceof IndexingOp || isConversion(op);
        if (computesNoFloat || !(type.element() instanceof FloatType)) {
            return Optional.of(Interpreter.evaluate(op, data));
        }
        try {
            return switch (Interpreter.evaluate(op, lifted(op.operands(), data))) {
                case RealTensor exact -> floats(exact, (FloatType) type.element());
                case Tensor rounded -> Optional.of(rounded);
            };
        } catch (ArithmeticException noExactForm) {
            return Optional.empty();
        }
    }

    /// What rounds or picks by its very meaning, and computes nothing.
    private static boolean isConversion(OnnxOp op) {
        return op instanceof Cast || op instanceof BitCast || op instanceof Where;
    }

    /// {@return about how many steps of arithmetic `op` takes, rather too many than too few}
    private static long steps(OnnxOp op) {
        long results = op.resultType().shape().size();
        LongStream operands =
                op.operands().stream().mapToLong(value -> value.type().shape().size());
        return switch (op) {
            case LinearOp linear ->
                results * linear.operands().getFirst().type().shape().last();
            case SpatialOp _ -> results * operands.min().orElse(1);
            default -> results + operands.sum();
        };
    }

    private static List<Tensor> lifted(List<Value> operands, List<Tensor> data) {
        List<Tensor> lifted = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            boolean isFloat = operands.get(i).type().element() instanceof FloatType;
            lifted.add(isFloat ? RealTensor.exactly((FloatTensor) data.get(i)) : data.get(i));
        }
        return lifted;
    }

    /// {@return `exact` as floats, where every element is one}
    private static Optional<Tensor> floats(RealTensor exact, FloatType type) {
        double[] values = new double[exact.shape().size()];
        for (int i = 0; i < values.length; i++) {
            Real real = exact.at(i);
            values[i] = real.toDouble();
            boolean fits = type == FloatType.F64 || (type == FloatType.F32 && (float) values[i] == values[i]);
            if (!fits
                    || !Double.isFinite(values[i])
                    || !Dyadic.exactly(values[i]).equals(real)) {
                return Optional.empty();
            }
        }
        return Optional.of(FloatTensor.of(exact.shape(), type, values));
    }
}
