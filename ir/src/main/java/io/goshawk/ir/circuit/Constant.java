package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;

/// A wire that always carries `value`.
public record Constant(BigInteger value) implements CircuitOp {
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
        return CircuitOp.wire(IntRange.only(value));
    }
}
