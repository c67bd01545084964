package io.goshawk.ir.eval;

import io.goshawk.ir.Shape;
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
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;

/// What every wire of a circuit carries, for one vector at a time; registers delay and change nothing.
public final class CircuitSemantics {
    private CircuitSemantics() {}

    /// {@return what `op` makes of `in`}
    public static IntTensor evaluate(CircuitOp op, List<IntTensor> in) {
        return switch (op) {
            case Element element -> scalar(in.getFirst().bigAt(element.index()));
            case Pack pack ->
                IntTensor.of(
                        pack.shape(), in.stream().map(wire -> wire.bigAt(0)).toList());
            case Tap tap ->
                IntTensor.of(tap.shape(), in.stream().map(wire -> wire.bigAt(0)).toList());
            case Constant constant -> scalar(constant.value());
            case Add add ->
                checked(add.range(), add(add, in.get(0).bigAt(0), in.get(1).bigAt(0)));
            case ShiftLeft shift ->
                checked(shift.range(), in.getFirst().bigAt(0).shiftLeft(shift.places()));
            case ShiftRight shift ->
                checked(
                        shift.range(),
                        shift.rounding().shiftRight(in.getFirst().bigAt(0).add(shift.addend()), shift.places()));
            case Clamp clamp ->
                checked(clamp.range(), clamp.bounds().clamp(in.getFirst().bigAt(0)));
            case AtLeast atLeast -> bit(in.getFirst().bigAt(0).compareTo(atLeast.threshold()) >= 0);
            case Greater _ -> bit(in.get(0).bigAt(0).compareTo(in.get(1).bigAt(0)) > 0);
            case Select select ->
                checked(select.range(), in.get(in.get(0).at(0) == 1 ? 1 : 2).bigAt(0));
            case Lookup table ->
                scalar(table.values()
                        .get(in.getFirst().bigAt(0).subtract(table.first()).intValueExact()));
            case Register _ -> in.getFirst();
        };
    }

    private static BigInteger add(Add op, BigInteger left, BigInteger right) {
        BigInteger first = left.shiftLeft(op.leftShift());
        BigInteger second = right.shiftLeft(op.rightShift());
        return op.subtract() ? first.subtract(second) : first.add(second);
    }

    private static IntTensor checked(IntRange range, BigInteger value) {
        if (!range.contains(value)) {
            throw new IllegalStateException(value + " on a wire of range " + range);
        }
        return scalar(value);
    }

    private static IntTensor bit(boolean set) {
        return IntTensor.of(Shape.SCALAR, set ? 1 : 0);
    }

    private static IntTensor scalar(BigInteger value) {
        return IntTensor.of(Shape.SCALAR, List.of(value));
    }
}
