package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX LpNormalization: `x / norm`, the `p`-norm taken along one axis; zero where the norm is.
///
/// @param axis from 0 to the rank less one
/// @param p 1 or 2
public record LpNormalization(Value input, int axis, int p) implements NormalizationOp {
    public LpNormalization {
        if (axis < 0 || axis >= input.shape().rank() || (p != 1 && p != 2)) {
            throw new IllegalArgumentException(
                    "no norm of order " + p + " along axis " + axis + " of " + input.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public LpNormalization withOperands(List<Value> operands) {
        return new LpNormalization(operands.getFirst(), axis, p);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
