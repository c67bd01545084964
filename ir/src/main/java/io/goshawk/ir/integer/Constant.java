package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;

/// A tensor of known integers.
public record Constant(IntTensor data, IntType element) implements IntegerOp {
    public Constant {
        if (!element.range().contains(data.hull())) {
            throw new IllegalArgumentException(data.hull() + " leaves " + element);
        }
    }

    @Override
    public List<Value> operands() {
        return List.of();
    }

    @Override
    public Constant withOperands(List<Value> operands) {
        return this;
    }

    @Override
    public TensorType resultType() {
        return new TensorType(data.shape(), element);
    }
}
