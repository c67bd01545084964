package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.util.List;

/// `input * 2^places`: wires only.
public record ShiftLeft(Value input, int places, IntRange range) implements CircuitOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ShiftLeft withOperands(List<Value> operands) {
        return new ShiftLeft(operands.getFirst(), places, range);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(range);
    }
}
