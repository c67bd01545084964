package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX BatchNormalization at inference, along axis 1:
/// `scale * (input - mean) / sqrt(variance + epsilon) + bias`.
///
/// @param scale, bias, mean, variance vectors as long as the input's extent along axis 1
/// @param epsilon the float attribute of the model
public record BatchNormalization(Value input, Value scale, Value bias, Value mean, Value variance, float epsilon)
        implements NormalizationOp {
    @Override
    public boolean isAffine() {
        return true;
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, bias, mean, variance);
    }

    @Override
    public BatchNormalization withOperands(List<Value> o) {
        return new BatchNormalization(o.get(0), o.get(1), o.get(2), o.get(3), o.get(4), epsilon);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
