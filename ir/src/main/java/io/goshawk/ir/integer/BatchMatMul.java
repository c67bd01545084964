package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.MatrixShapes;
import java.math.BigInteger;
import java.util.List;

/// The products `[…, m, k] x […, k, n] -> […, m, n]` of two computed tensors, less their zero points:
/// `sum((left - leftZero) * (right - rightZero))`. The leading extents are the same.
///
/// @param accumulator holds every value that can occur; nothing wraps
public record BatchMatMul(Value left, BigInteger leftZero, Value right, BigInteger rightZero, IntType accumulator)
        implements TransformerOp {
    public BatchMatMul {
        MatrixShapes.check(left.shape(), right.shape());
    }

    /// {@return this product with another accumulator}
    public BatchMatMul withAccumulator(IntType type) {
        return new BatchMatMul(left, leftZero, right, rightZero, type);
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public BatchMatMul withOperands(List<Value> operands) {
        return new BatchMatMul(operands.get(0), leftZero, operands.get(1), rightZero, accumulator);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(MatrixShapes.product(left.shape(), right.shape()), accumulator);
    }
}
