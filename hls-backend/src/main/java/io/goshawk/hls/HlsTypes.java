package io.goshawk.hls;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ConstantTexts;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Types and constants of arbitrary width.
final class HlsTypes implements ConstantTexts.Spelling {
    @Override
    public String type(IntRange range) {
        return stored(range);
    }

    @Override
    public String literal(BigInteger value, IntRange range) {
        return element(value, range);
    }

    /// {@return the type of exactly these integers, such as `ap_uint<6>`}
    static String of(IntType type) {
        return (type.signed() ? "ap_int<" : "ap_uint<") + type.bits() + ">";
    }

    static String of(Buffer buffer) {
        return of(buffer.type());
    }

    /// {@return the narrowest type that holds `range`}
    static String holding(IntRange range) {
        return of(IntType.holding(range));
    }

    /// {@return the bits of the narrowest signed type that holds `range`}
    static int signedBits(IntRange range) {
        return IntType.holding(range.union(IntRange.of(-1, 0))).bits();
    }

    /// {@return the type that an array of constants in `range` is stored as}
    ///
    /// A plain one where there is one: an `ap_int` has a constructor, and 50,000 of them keep a C++ compiler
    /// busy for minutes. Where an element is used it is cast to its exact width.
    static String stored(IntRange range) {
        IntType type = IntType.holding(range);
        return type.bits() <= Long.SIZE ? CText.plainType(type) : of(type);
    }

    /// {@return `value` in an array of constants in `range`}
    static String element(BigInteger value, IntRange range) {
        IntType type = IntType.holding(range);
        return type.bits() <= Long.SIZE ? CText.literal(value) : constant(value, type);
    }

    /// {@return `value` as an expression of the narrowest type that holds it}
    static String constant(BigInteger value) {
        return constant(value, IntType.holding(IntRange.only(value)));
    }

    /// A string of hexadecimal digits, two's complement, where no literal is wide enough.
    private static String constant(BigInteger value, IntType type) {
        if (value.bitLength() < Long.SIZE) {
            return of(type) + "(" + CText.literal(value) + ")";
        }
        BigInteger pattern = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(type.bits())) : value;
        return of(type) + "(\"0x" + pattern.toString(16) + "\", 16)";
    }
}
