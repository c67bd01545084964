package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX LRN: `x / (bias + alpha / size * sum) ^ beta`, where `sum` adds up the squares of the `size` channels (axis 1)
/// around that of `x`, one more behind it than in front where `size` is even.
public record LocalResponseNormalization(Value input, int size, float alpha, float beta, float bias)
        implements NormalizationOp {
    public LocalResponseNormalization {
        if (input.shape().rank() < 2 || size < 1) {
            throw new IllegalArgumentException("no normalization of " + input.shape() + " by " + size + " channels");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public LocalResponseNormalization withOperands(List<Value> operands) {
        return new LocalResponseNormalization(operands.getFirst(), size, alpha, beta, bias);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
