package io.goshawk.cpp;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;

/// Which plain C++ type a value is stored as, and which one is computed in.
final class CppTypes {
    private CppTypes() {}

    /// {@return the type of an element}
    static String of(Buffer buffer) {
        return CText.plainType(buffer.type());
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
