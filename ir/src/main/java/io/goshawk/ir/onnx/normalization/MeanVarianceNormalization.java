package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX MeanVarianceNormalization: `(x - mean) / (deviation + 1e-9)` over the elements that differ in `axes` only.
///
/// @param axes from 0 to the rank less one, each once, rising
public record MeanVarianceNormalization(Value input, List<Integer> axes) implements NormalizationOp {
    public MeanVarianceNormalization {
        axes = List.copyOf(axes);
        boolean fit =
                axes.stream().allMatch(axis -> axis >= 0 && axis < input.shape().rank());
        if (!fit || !axes.equals(axes.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("no normalization of " + input.shape() + " along " + axes);
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public MeanVarianceNormalization withOperands(List<Value> operands) {
        return new MeanVarianceNormalization(operands.getFirst(), axes);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
