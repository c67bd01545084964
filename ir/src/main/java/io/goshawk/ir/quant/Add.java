package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The exact sum of two tensors of the same shape: a residual connection.
public record Add(Value left, Value right) implements QuantOp {
    public Add {
        if (!left.shape().equals(right.shape())) {
            throw new IllegalArgumentException("no sum of " + left.shape() + " and " + right.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public Add withOperands(List<Value> operands) {
        return new Add(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        return left.type().withElement(RealType.REAL);
    }
}
