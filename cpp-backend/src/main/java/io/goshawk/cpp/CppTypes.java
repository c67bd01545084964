package io.goshawk.cpp;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ConstantTexts;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Which plain C++ type a value is stored as, and which one is computed in.
final class CppTypes implements ConstantTexts.Spelling {
    /// Of `wide.h`.
    static final String WIDE = "goshawk::int128";

    @Override
    public String type(IntRange range) {
        return storing(range);
    }

    @Override
    public String literal(BigInteger value, IntRange range) {
        return value.bitLength() < Long.SIZE ? CText.literal(value) : literal(value);
    }

    /// Where transposed elements come from follows from loops.
    @Override
    public boolean listsOrders() {
        return false;
    }

    @Override
    public boolean writesText(IntRange range) {
        return IntType.holding(range).bits() <= Byte.SIZE;
    }

    /// {@return `value` as an expression that can stand behind an operator}
    static String literal(BigInteger value) {
        if (value.bitLength() >= Long.SIZE) {
            return "goshawk::wide(%s, %s)"
                    .formatted(
                            CText.literal(value.shiftRight(Long.SIZE)),
                            Long.toUnsignedString(value.longValue()) + "ULL");
        }
        String literal = CText.literal(value);
        return value.signum() < 0 && !literal.startsWith("(") ? "(" + literal + ")" : literal;
    }

    /// {@return the type of an element}
    static String of(Buffer buffer) {
        return of(buffer.type());
    }

    private static String of(IntType type) {
        return type.bits() <= Long.SIZE ? CText.plainType(type) : WIDE;
    }

    /// {@return the memory that `buffer` takes}
    static long bytes(Buffer buffer) {
        int bits = Math.max(Byte.SIZE, buffer.type().bits());
        return (long) buffer.size() * Math.min(2 * Long.BYTES, Integer.highestOneBit(2 * bits - 1) / Byte.SIZE);
    }

    /// {@return the narrowest type that stores `range`}
    static String storing(IntRange range) {
        return of(IntType.holding(range));
    }

    /// {@return the type to compute values of `range` in: signed and at least as wide as int, which C++
    ///     promotes to}
    static String computing(IntRange range) {
        if (IntType.s(Integer.SIZE).range().contains(range)) {
            return "std::int32_t";
        }
        return IntType.s(Long.SIZE).range().contains(range) ? "std::int64_t" : WIDE;
    }

    /// {@return the type to compute values of `bits` bits in, sign included, with two to spare}
    static String computing(int bits) {
        return bits + 2 <= Long.SIZE ? "std::int64_t" : WIDE;
    }

    /// {@return the reference parameter `name` for `buffer`}
    static String parameter(Buffer buffer, String name) {
        return of(buffer) + " (&" + name + ")[" + buffer.size() + "]";
    }
}
