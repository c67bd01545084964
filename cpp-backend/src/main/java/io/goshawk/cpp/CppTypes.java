package io.goshawk.cpp;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ConstantTexts;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Which plain C++ type a value is stored as, and which one is computed in.
final class CppTypes implements ConstantTexts.Spelling {
    @Override
    public String type(IntRange range) {
        return storing(range);
    }

    @Override
    public String literal(BigInteger value, IntRange range) {
        return CText.literal(value);
    }

    /// {@return the type of an element}
    static String of(Buffer buffer) {
        return CText.plainType(buffer.type());
    }

    /// {@return the memory that `buffer` takes}
    static long bytes(Buffer buffer) {
        int bits = Math.max(Byte.SIZE, buffer.type().bits());
        return (long) buffer.size() * Math.min(Long.BYTES, Integer.highestOneBit(2 * bits - 1) / Byte.SIZE);
    }

    /// {@return the narrowest type that stores `range`}
    static String storing(IntRange range) {
        return CText.plainType(IntType.holding(range));
    }

    /// {@return the type to compute values of `range` in: signed and at least as wide as int, which C++ promotes to}
    static String computing(IntRange range) {
        return IntType.s(Integer.SIZE).range().contains(range) ? "std::int32_t" : "std::int64_t";
    }

    /// {@return the reference parameter `name` for `buffer`}
    static String parameter(Buffer buffer, String name) {
        return of(buffer) + " (&" + name + ")[" + buffer.size() + "]";
    }
}
