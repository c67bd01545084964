package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// FINN MultiThreshold: `scale * (how many thresholds t have x >= t) + bias`.
///
/// @param thresholds `[channels, n]`, or `[1, n]` for all channels, in any order
/// @param axis of the input, along which its channels lie
public record MultiThreshold(Value input, Value thresholds, int axis, float scale, float bias) implements QonnxOp {
    public MultiThreshold {
        Shape steps = thresholds.shape();
        if (axis < 0 || axis >= input.shape().rank()) {
            throw new IllegalArgumentException("no axis " + axis + " in " + input.shape());
        }
        if (steps.rank() != 2
                || (steps.extent(0) != 1 && steps.extent(0) != input.shape().extent(axis))) {
            throw new IllegalArgumentException("thresholds of shape " + steps + " for "
                    + input.shape().extent(axis) + " channels; one row for all of them, or one for each, is wanted");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, thresholds);
    }

    @Override
    public MultiThreshold withOperands(List<Value> operands) {
        return new MultiThreshold(operands.get(0), operands.get(1), axis, scale, bias);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
