package io.goshawk.rtl;

import io.goshawk.ir.IntType;
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
import java.math.BigInteger;
import java.util.Optional;

/// Sums and multiplexers as text. Operations that only one other reads, and that are not kept for their own
/// sake, stand inside the expression of their reader.
///
/// An expression is evaluated modulo a power of two at least as wide as its result, so what stands inside
/// needs no width of its own. Its operands must be extended by their own signs: Verilog extends by sign
/// only where *every* operand is signed. So one signed operand makes all of them signed, and unsigned ones
/// get a zero in front.
final class Expressions {
    private final Schematic schematic;
    private final WireNames names;
    private final int maxTerms;

    /// @param maxTerms operands at most of a sum inside another expression
    Expressions(Schematic schematic, WireNames names, int maxTerms) {
        this.schematic = schematic;
        this.names = names;
        this.maxTerms = maxTerms;
    }

    /// {@return whether `value`, the result of `op`, is written inside its reader's expression}
    boolean inside(Value value, CircuitOp op) {
        Optional<CircuitOp> reader = schematic.soleReader(value);
        if (reader.isEmpty() || terms(op) > maxTerms) {
            return false;
        }
        return switch (op) {
            case Add _, ShiftLeft _ -> takesSum(reader.get());
            case Select _ ->
                reader.get() instanceof Select select && !select.condition().equals(value);
            case Element _,
                    Pack _,
                    Tap _,
                    Constant _,
                    ShiftRight _,
                    Clamp _,
                    AtLeast _,
                    Greater _,
                    Lookup _,
                    Register _ -> false;
        };
    }

    private static boolean takesSum(CircuitOp reader) {
        return switch (reader) {
            case Add _, ShiftLeft _, Register _ -> true;
            case Element _,
                    Pack _,
                    Tap _,
                    Constant _,
                    ShiftRight _,
                    Clamp _,
                    AtLeast _,
                    Greater _,
                    Select _,
                    Lookup _ -> false;
        };
    }

    private int terms(CircuitOp op) {
        return op.operands().stream().mapToInt(this::weight).sum();
    }

    private int weight(Value operand) {
        return names.knows(operand)
                ? 1
                : schematic
                        .maker(operand)
                        .map(op -> op instanceof Constant ? 1 : terms(op))
                        .orElse(1);
    }

    /// {@return the right-hand side that computes `value`, the result of `op`: [Add], [ShiftLeft] or [Select]}
    String assigned(CircuitOp op) {
        return body(op, op.operands().stream().anyMatch(this::anySigned));
    }

    /// {@return `value` as the right-hand side of an assignment: its name, or the expression it stands for}
    String assigned(Value value) {
        return names.knows(value) || schematic.isConstant(value)
                ? operand(value, anySigned(value))
                : assigned(schematic.maker(value).orElseThrow());
    }

    /// {@return whether an operand inside `value`'s expression is signed}
    boolean anySigned(Value value) {
        if (names.knows(value)) {
            return value.type().intElement().signed();
        }
        return switch (schematic.maker(value).orElseThrow()) {
            case Constant constant -> constant.value().signum() < 0;
            case Select select -> anySigned(select.whenOne()) || anySigned(select.whenZero());
            case Add add -> anySigned(add.left()) || anySigned(add.right());
            case ShiftLeft shift -> anySigned(shift.input());
            case Element _, Pack _, Tap _, ShiftRight _, Clamp _, AtLeast _, Greater _, Lookup _, Register _ ->
                throw new IllegalStateException(value.name() + " has no name and is no expression");
        };
    }

    /// {@return `value` as an operand of an expression that is signed or not}
    String operand(Value value, boolean signed) {
        if (names.knows(value)) {
            IntType type = value.type().intElement();
            return signed && !type.signed() ? "$signed({1'b0, " + names.of(value) + "})" : names.of(value);
        }
        CircuitOp op = schematic.maker(value).orElseThrow();
        if (op instanceof Constant constant) {
            return Verilog.operand(constant.value(), signed);
        }
        return "(" + body(op, signed) + ")";
    }

    private String body(CircuitOp op, boolean signed) {
        return switch (op) {
            case Add add -> sum(add, signed);
            case ShiftLeft shift -> shifted(shift.input(), shift.places(), signed);
            case Select select ->
                operand(select.condition(), false) + " ? " + operand(select.whenOne(), signed) + " : "
                        + operand(select.whenZero(), signed);
            case Element _,
                    Pack _,
                    Tap _,
                    Constant _,
                    ShiftRight _,
                    Clamp _,
                    AtLeast _,
                    Greater _,
                    Lookup _,
                    Register _ -> throw new IllegalStateException(op + " is no expression");
        };
    }

    private String sum(Add add, boolean signed) {
        String left = schematic.isConstant(add.left())
                ? constant(add.left(), add.leftShift(), signed)
                : shifted(add.left(), add.leftShift(), signed);
        if (schematic.isConstant(add.right())) {
            BigInteger value = value(add.right(), add.rightShift());
            return left + plus(add.subtract() ? value.negate() : value, signed);
        }
        return left + (add.subtract() ? " - " : " + ") + shifted(add.right(), add.rightShift(), signed);
    }

    private String constant(Value value, int shift, boolean signed) {
        BigInteger number = value(value, shift);
        return number.signum() == 0 ? Verilog.literal(number, signed) : Verilog.operand(number, signed);
    }

    private BigInteger value(Value constant, int shift) {
        return ((Constant) schematic.maker(constant).orElseThrow()).value().shiftLeft(shift);
    }

    private String shifted(Value value, int places, boolean signed) {
        String operand = operand(value, signed);
        return places == 0 ? operand : "(" + operand + " << " + places + ")";
    }

    /// {@return ` + n` or ` - n`; nothing for 0}
    static String plus(BigInteger constant, boolean signed) {
        if (constant.signum() == 0) {
            return "";
        }
        return (constant.signum() < 0 ? " - " : " + ") + Verilog.literal(constant.abs(), signed);
    }
}
