package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;

/// `rounding((input + addend) / 2^places)`.
///
/// FLOOR without an addend is wires only; everything else is one adder, whose constant holds both the addend and
/// the rounding's half.
public record ShiftRight(Value input, BigInteger addend, int places, Rounding rounding, IntRange range)
        implements CircuitOp {
    public ShiftRight {
        if (places < 1) {
            throw new IllegalArgumentException("a shift by " + places + " places");
        }
    }

    /// {@return whether this is a choice of wires, without any logic}
    public boolean isWires() {
        return rounding == Rounding.FLOOR && addend.signum() == 0;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ShiftRight withOperands(List<Value> operands) {
        return new ShiftRight(operands.getFirst(), addend, places, rounding, range);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(range);
    }
}
