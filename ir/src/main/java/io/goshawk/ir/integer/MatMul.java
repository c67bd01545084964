package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The integer product `[…, k] x [k, n] -> […, n]`.
///
/// @param accumulator holds every value that can occur; nothing wraps
public record MatMul(Value input, Value weights, IntType accumulator) implements IntegerOp {
    public MatMul {
        if (weights.shape().rank() != 2
                || input.shape().last() != weights.shape().extent(0)) {
            throw new IllegalArgumentException("no matrix product of " + input.shape() + " and " + weights.shape());
        }
    }

    /// {@return this product with another accumulator}
    public MatMul withAccumulator(IntType type) {
        return new MatMul(input, weights, type);
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights);
    }

    @Override
    public MatMul withOperands(List<Value> operands) {
        return new MatMul(operands.get(0), operands.get(1), accumulator);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(input.shape().withLast(weights.shape().extent(1)), accumulator);
    }
}
