package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.math.BigInteger;
import java.util.List;

/// `leftFactor * left + rightFactor * right`, element by element: two tensors of different scales on a
/// common grid.
///
/// @param sum holds every value that can occur; nothing wraps
public record WeightedSum(Value left, BigInteger leftFactor, Value right, BigInteger rightFactor, IntType sum)
        implements IntegerOp {
    public WeightedSum {
        if (!left.shape().equals(right.shape())) {
            throw new IllegalArgumentException("no sum of " + left.shape() + " and " + right.shape());
        }
    }

    /// {@return this sum in another type}
    public WeightedSum withSum(IntType type) {
        return new WeightedSum(left, leftFactor, right, rightFactor, type);
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public WeightedSum withOperands(List<Value> operands) {
        return new WeightedSum(operands.get(0), leftFactor, operands.get(1), rightFactor, sum);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(left.shape(), sum);
    }
}
