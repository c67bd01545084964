package io.goshawk.ir.onnx.linear;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX MatMul: `[…, k] x [k, n] -> […, n]`; either side may be the constant. Batched right sides are not here yet.
public record MatMul(Value left, Value right) implements LinearOp {
    public MatMul {
        if (left.shape().rank() < 1
                || right.shape().rank() != 2
                || left.shape().last() != right.shape().extent(0)) {
            throw new IllegalArgumentException("no matrix product of " + left.shape() + " and " + right.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public MatMul withOperands(List<Value> operands) {
        return new MatMul(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        return left.type().withShape(left.shape().withLast(right.shape().extent(1)));
    }
}
