package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;

/// One bit: whether `input >= threshold`.
public record AtLeast(Value input, BigInteger threshold) implements CircuitOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public AtLeast withOperands(List<Value> operands) {
        return new AtLeast(operands.getFirst(), threshold);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(IntRange.of(0, 1));
    }
}
