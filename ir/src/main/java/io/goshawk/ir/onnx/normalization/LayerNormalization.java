package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX LayerNormalization over the axes from `axis` on: `scale * (x - mean) / sqrt(variance + epsilon) + bias`.
///
/// @param scale, bias broadcast to the input
/// @param axis from 0 to the rank less one
/// @param statistics the type of the mean and the deviation where these are the result
public record LayerNormalization(
        Value input, Value scale, Value bias, int axis, float epsilon, Part part, FloatType statistics)
        implements NormalizationOp {
    /// Which of the operator's results.
    public enum Part {
        /// The normalised tensor.
        OUTPUT,
        /// The mean of each group that is normalised.
        MEAN,
        /// `1 / sqrt(variance + epsilon)` of each group.
        INVERSE_DEVIATION
    }

    public LayerNormalization {
        Parameters.check(input.shape(), axis, scale.shape());
        Parameters.check(input.shape(), axis, bias.shape());
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, bias);
    }

    @Override
    public LayerNormalization withOperands(List<Value> o) {
        return new LayerNormalization(o.get(0), o.get(1), o.get(2), axis, epsilon, part, statistics);
    }

    @Override
    public TensorType resultType() {
        return part == Part.OUTPUT ? input.type() : new TensorType(Parameters.reduced(input.shape(), axis), statistics);
    }
}
