package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The exact product `[…, k] x [k, n] -> […, n]` of the reals that two quantised tensors stand for.
public record MatMul(Value input, Value weights) implements QuantOp {
    public MatMul {
        if (weights.shape().rank() != 2
                || input.shape().last() != weights.shape().extent(0)) {
            throw new IllegalArgumentException("no matrix product of " + input.shape() + " and " + weights.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights);
    }

    @Override
    public MatMul withOperands(List<Value> operands) {
        return new MatMul(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        return new TensorType(input.shape().withLast(weights.shape().extent(1)), RealType.REAL);
    }
}
