package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX RMSNormalization over the axes from `axis` on: `scale * x / sqrt(mean(x * x) + epsilon)`.
///
/// @param scale broadcasts to the input
/// @param axis from 0 to the rank less one
public record RmsNormalization(Value input, Value scale, int axis, float epsilon) implements NormalizationOp {
    public RmsNormalization {
        Parameters.check(input.shape(), axis, scale.shape());
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale);
    }

    @Override
    public RmsNormalization withOperands(List<Value> o) {
        return new RmsNormalization(o.get(0), o.get(1), axis, epsilon);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
