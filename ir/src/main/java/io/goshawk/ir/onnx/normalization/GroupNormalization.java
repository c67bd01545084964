package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX GroupNormalization, and InstanceNormalization, where each channel is a group of its own: of each group of
/// neighbouring channels, `scale * (x - mean) / sqrt(variance + epsilon) + bias`.
///
/// @param scale, bias vectors with one number a channel (axis 1)
/// @param groups divides the number of channels
public record GroupNormalization(Value input, Value scale, Value bias, int groups, float epsilon)
        implements NormalizationOp {
    public GroupNormalization {
        Shape shape = input.shape();
        if (shape.rank() < 2 || groups < 1 || shape.extent(1) % groups != 0) {
            throw new IllegalArgumentException("no normalization of " + shape + " in " + groups + " groups");
        }
        Shape vector = Shape.of(shape.extent(1));
        if (!scale.shape().equals(vector) || !bias.shape().equals(vector)) {
            throw new IllegalArgumentException("a scale of shape [" + scale.shape() + "] and a bias of [" + bias.shape()
                    + "] for " + vector + " channels");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, bias);
    }

    @Override
    public GroupNormalization withOperands(List<Value> o) {
        return new GroupNormalization(o.get(0), o.get(1), o.get(2), groups, epsilon);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
