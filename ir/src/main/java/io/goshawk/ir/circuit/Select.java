package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.util.List;

/// A multiplexer: `whenOne` where `condition` is 1, else `whenZero`.
public record Select(Value condition, Value whenOne, Value whenZero, IntRange range) implements CircuitOp {
    @Override
    public List<Value> operands() {
        return List.of(condition, whenOne, whenZero);
    }

    @Override
    public Select withOperands(List<Value> operands) {
        return new Select(operands.get(0), operands.get(1), operands.get(2), range);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(range);
    }
}
