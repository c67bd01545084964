package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import java.util.List;

/// The exact transposed convolution `[n, c, …] by [c, m / groups, …] -> [n, m, …]` of the reals that two
/// quantised tensors stand for; shapes and places are those of ONNX ConvTranspose.
public record ConvTranspose(Value input, Value weights, Window window, List<Integer> more, int groups)
        implements QuantOp {
    public ConvTranspose {
        more = List.copyOf(more);
        ofReals(input, weights, window, more, groups);
    }

    private static io.goshawk.ir.onnx.spatial.ConvTranspose ofReals(
            Value input, Value weights, Window window, List<Integer> more, int groups) {
        Value data = new Value(input.id(), input.type().withElement(RealType.REAL));
        Value kernel = new Value(weights.id(), weights.type().withElement(RealType.REAL));
        return new io.goshawk.ir.onnx.spatial.ConvTranspose(data, kernel, window, more, groups);
    }

    /// {@return the same operation of ONNX, on reals}
    public io.goshawk.ir.onnx.spatial.ConvTranspose ofReals() {
        return ofReals(input, weights, window, more, groups);
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights);
    }

    @Override
    public ConvTranspose withOperands(List<Value> operands) {
        return new ConvTranspose(operands.get(0), operands.get(1), window, more, groups);
    }

    @Override
    public TensorType resultType() {
        return ofReals().resultType();
    }
}
