package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.util.List;

/// One bit: whether `left > right`.
public record Greater(Value left, Value right) implements CircuitOp {
    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public Greater withOperands(List<Value> operands) {
        return new Greater(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(IntRange.of(0, 1));
    }
}
