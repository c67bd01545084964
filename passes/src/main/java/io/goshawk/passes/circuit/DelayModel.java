package io.goshawk.passes.circuit;

import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.Add;
import io.goshawk.ir.circuit.AtLeast;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Clamp;
import io.goshawk.ir.circuit.Constant;
import io.goshawk.ir.circuit.Element;
import io.goshawk.ir.circuit.Greater;
import io.goshawk.ir.circuit.Lookup;
import io.goshawk.ir.circuit.Pack;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.circuit.Select;
import io.goshawk.ir.circuit.ShiftLeft;
import io.goshawk.ir.circuit.ShiftRight;
import io.goshawk.ir.circuit.Tap;
import io.goshawk.ir.num.Rounding;

/// How long signals take through one operation on an FPGA, in ns, told from operand widths.
///
/// An estimate for choosing register stages; the place-and-route tool has the last word.
///
/// @param clockToOut from the clock edge to a register's output
/// @param setup before the next edge, clock uncertainty included
/// @param level one look-up table and the routing to it
/// @param carryPerBit one bit of a carry chain
/// @param lutInputs inputs of one look-up table: 6 in the families known
public record DelayModel(double clockToOut, double setup, double level, double carryPerBit, int lutInputs) {
    /// {@return the time that `op` takes, in ns; 0 for wires}
    public double of(CircuitOp op) {
        return switch (op) {
            case Element _, Constant _, Pack _, Tap _, Register _, ShiftLeft _ -> 0;
            case Add add -> carryChain(sumBits(add));
            case ShiftRight shift -> shiftRight(shift);
            case Clamp clamp -> levels(bits(clamp.input()) + 1) * level;
            case AtLeast atLeast -> comparison(bits(atLeast.input()));
            case Greater greater -> comparison(Math.max(bits(greater.left()), bits(greater.right())));
            case Select _ -> level;
            case Lookup lookup -> levels(1 << Math.max(0, bits(lookup.input()) - lutInputs + 1)) * level;
        };
    }

    /// {@return the shortest clock period, in ns, at which a register behind every operation suffices for `op`}
    public double shortestPeriod(CircuitOp op) {
        return clockToOut + of(op) + setup;
    }

    private double carryChain(int bits) {
        return level + carryPerBit * bits;
    }

    /// Two bits of either operand share a place of the carry chain.
    private double comparison(int bits) {
        return carryChain((bits + 1) / 2);
    }

    private double shiftRight(ShiftRight shift) {
        if (shift.isWires()) {
            return 0;
        }
        double sum = carryChain(bits(shift.input()) + 1);
        return shift.rounding() == Rounding.FLOOR ? sum : sum + levels(shift.places() + 1) * level;
    }

    /// What lies below both shifted operands' lowest bits, or beyond the shorter one, still rides the chain
    /// above.
    private static int sumBits(Add add) {
        int result = CircuitOp.wire(add.range()).intElement().bits();
        return Math.max(1, result - Math.max(add.leftShift(), add.subtract() ? 0 : add.rightShift()));
    }

    /// {@return how many look-up tables stand one behind the other for a function of `inputs` bits}
    private int levels(int inputs) {
        int levels = 1;
        for (int reach = lutInputs; reach < inputs; reach *= lutInputs) {
            levels++;
        }
        return levels;
    }

    private static int bits(Value value) {
        return value.type().intElement().bits();
    }
}
