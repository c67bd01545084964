package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.util.List;

/// `rounding(input / 2^places)`. FLOOR is wires only; the other modes cost one adder.
public record ShiftRight(Value input, int places, Rounding rounding, IntRange range) implements CircuitOp {
    public ShiftRight {
        if (places < 1) {
            throw new IllegalArgumentException("a shift by " + places + " places");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ShiftRight withOperands(List<Value> operands) {
        return new ShiftRight(operands.getFirst(), places, rounding, range);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(range);
    }
}
