package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Real;
import java.util.List;

/// The normalisation of each row along the last axis, in double precision: `gamma * (x - mean) /
/// sqrt(variance + epsilon) + beta` where centred, else `gamma * x / sqrt(mean(x^2) + epsilon) + beta`.
///
/// @param gamma, beta one for each place in a row
public record Normalize(Value input, boolean centred, Real epsilon, List<Real> gamma, List<Real> beta)
        implements QuantOp {
    public Normalize {
        gamma = List.copyOf(gamma);
        beta = List.copyOf(beta);
        int length = input.shape().rank() < 1 ? -1 : input.shape().last();
        if (gamma.size() != length || beta.size() != length) {
            throw new IllegalArgumentException(
                    gamma.size() + " factors and " + beta.size() + " addends for rows of " + input.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Normalize withOperands(List<Value> operands) {
        return new Normalize(operands.getFirst(), centred, epsilon, gamma, beta);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
