package io.goshawk.rtl;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.AtLeast;
import io.goshawk.ir.circuit.Clamp;
import io.goshawk.ir.circuit.Greater;
import io.goshawk.ir.circuit.Lookup;
import io.goshawk.ir.circuit.ShiftRight;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Operations that are a statement of their own: shifts to the right, clamps, comparisons, tables.
final class Statements {
    private final WireNames names;

    Statements(WireNames names) {
        this.names = names;
    }

    private static IntType type(Value value) {
        return value.type().intElement();
    }

    /// `name` is `rounding((input + addend) / 2^places)`: a sum that holds the addend and the rounding,
    /// then a choice of its bits.
    void shiftRight(ShiftRight shift, String name, IntType result, Stage stage) {
        String input = names.of(shift.input());
        IntType from = type(shift.input());
        int places = shift.places();
        if (shift.isWires() && from.bits() >= places + result.bits()) {
            stage.compute(name, result, Verilog.slice(input, from, places + result.bits() - 1, places));
            return;
        }
        BigInteger constant = shift.addend().add(RoundingConstants.of(shift.rounding(), places));
        String sign = RoundingConstants.signTerm(shift.rounding(), places, input, from);
        IntType wide = sumType(from, constant, places + result.bits(), places);
        boolean signed = from.signed();
        String sum = input + (sign.isEmpty() ? "" : sign) + Expressions.plus(constant, signed);
        // A negative constant under an unsigned wire: the sum wraps as it should, modulo its own width.
        stage.compute(name + "_sum", wide, sum);
        stage.compute(name, result, rounded(shift, name + "_sum", places, result.bits()));
    }

    private static String rounded(ShiftRight shift, String sum, int places, int bits) {
        String high = sum + "[" + (places + bits - 1) + ":";
        return switch (shift.rounding()) {
            case HALF_EVEN -> {
                // The half is added already: all zeros below means a tie, and a tie gives an even result.
                String low = sum + "[" + places + "] & (|" + sum + "[" + (places - 1) + ":0])";
                yield bits == 1 ? low : "{" + high + (places + 1) + "], " + low + "}";
            }
            case HALF_ODD -> {
                // A little less than the half is added already: all ones below means a tie.
                String low = sum + "[" + places + "] | (&" + sum + "[" + (places - 1) + ":0])";
                yield bits == 1 ? low : "{" + high + (places + 1) + "], " + low + "}";
            }
            case FLOOR, CEIL, TOWARD_ZERO, AWAY, HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO -> high + places + "]";
        };
    }

    private static IntType sumType(IntType from, BigInteger constant, int atLeastBits, int places) {
        // A sign-dependent term moves the sum by less than 2^places either way.
        BigInteger slack = BigInteger.ONE.shiftLeft(places);
        IntRange range = from.range()
                .plus(new IntRange(
                        constant.min(BigInteger.ZERO), constant.add(slack).max(slack)));
        IntType needed = IntType.holding(range);
        return new IntType(needed.signed(), Math.max(needed.bits(), atLeastBits));
    }

    /// {@return the input where it lies within the bounds, else the bound it passed}
    String clamp(Clamp clamp, IntType result) {
        String input = names.of(clamp.input());
        IntType from = type(clamp.input());
        IntRange bounds = clamp.bounds();
        StringBuilder text = new StringBuilder();
        if (from.range().min().compareTo(bounds.min()) < 0) {
            text.append(Comparisons.below(input, from, bounds.min())).append(" ? ");
            text.append(Verilog.pattern(bounds.min(), result.bits())).append(" : ");
        }
        if (from.range().max().compareTo(bounds.max()) > 0) {
            text.append(Comparisons.above(input, from, bounds)).append(" ? ");
            text.append(Verilog.pattern(bounds.max(), result.bits())).append(" : ");
        }
        text.append(
                from.bits() >= result.bits()
                        ? Verilog.slice(input, from, result.bits() - 1, 0)
                        : Verilog.extended(input, from, result.bits()));
        return text.toString();
    }

    String atLeast(AtLeast op) {
        return Comparisons.atLeast(names.of(op.input()), type(op.input()), op.threshold());
    }

    String greater(Greater op) {
        boolean signed = type(op.left()).signed() || type(op.right()).signed();
        return side(op.left(), signed) + " > " + side(op.right(), signed);
    }

    private String side(Value value, boolean signed) {
        String name = names.of(value);
        return signed && !type(value).signed() ? "$signed({1'b0, " + name + "})" : name;
    }

    /// {@return a table as a case over the input's bits; what cannot occur repeats the last entry}
    String lookup(Lookup table, String name, IntType result) {
        int bits = type(table.input()).bits();
        StringBuilder text = new StringBuilder();
        text.append("        case (").append(names.of(table.input())).append(")\n");
        int last = table.values().size() - 1;
        for (int i = 0; i <= last; i++) {
            String label = Verilog.pattern(table.first().add(BigInteger.valueOf(i)), bits);
            String value = Verilog.pattern(table.values().get(i), result.bits());
            text.append("            ").append(i == last ? "default" : label);
            text.append(": ").append(name).append(" = ").append(value).append(";\n");
        }
        return text.append("        endcase\n").toString();
    }
}
