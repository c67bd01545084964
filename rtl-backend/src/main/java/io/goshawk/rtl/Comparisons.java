package io.goshawk.rtl;

import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Comparisons with constants: a look at a few bits where the constant is a power of two or zero, else a
/// comparator.
final class Comparisons {
    private Comparisons() {}

    /// {@return a bit: `name >= threshold`}
    static String atLeast(String name, IntType type, BigInteger threshold) {
        int msb = type.bits() - 1;
        if (type.signed() && threshold.signum() == 0) {
            return "~" + name + "[" + msb + "]";
        }
        if (!type.signed() && threshold.bitCount() == 1 && threshold.signum() > 0) {
            int low = threshold.bitLength() - 1;
            return low == msb ? Verilog.slice(name, type, msb, msb) : "|" + Verilog.slice(name, type, msb, low);
        }
        return name + " >= " + Verilog.operand(threshold, type.signed());
    }

    /// {@return a bit: `name < bound`}
    static String below(String name, IntType type, BigInteger bound) {
        if (type.signed() && bound.signum() == 0) {
            return name + "[" + (type.bits() - 1) + "]";
        }
        return "(" + name + " < " + Verilog.operand(bound, type.signed()) + ")";
    }

    /// {@return a bit: `name` above the upper one of `bounds`, given that it is not below the lower one}
    static String above(String name, IntType type, IntRange bounds) {
        BigInteger next = bounds.max().add(BigInteger.ONE);
        boolean neverNegative = !type.signed() || bounds.min().signum() >= 0;
        if (neverNegative && next.bitCount() == 1) {
            int high = type.bits() - (type.signed() ? 2 : 1);
            return "(|" + name + "[" + high + ":" + (next.bitLength() - 1) + "])";
        }
        return "(" + name + " > " + Verilog.operand(bounds.max(), type.signed()) + ")";
    }
}
