package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import java.util.Locale;

/// Which elements an operation takes.
public enum Domain {
    /// Floats of every type.
    FLOATS,
    /// Floats, and integers of at most 64 bits.
    NUMBERS,
    /// Integers of at most 64 bits.
    INTEGERS,
    /// Truth values, `u1`.
    TRUTH_VALUES,
    /// All of these.
    ANY;

    private static final IntType TRUTH = IntType.u(1);

    /// {@return whether elements of `type` belong here}
    public boolean accepts(ElementType type) {
        boolean isInteger = type instanceof IntType integer && integer.bits() <= Long.SIZE;
        return switch (this) {
            case FLOATS -> type instanceof FloatType;
            case NUMBERS, ANY -> isInteger || type instanceof FloatType;
            case INTEGERS -> isInteger;
            case TRUTH_VALUES -> type.equals(TRUTH);
        };
    }

    /// Checks an operand of the operation called `name`.
    /// @throws IllegalArgumentException if elements of `type` do not belong here
    void check(Object name, ElementType type) {
        if (!accepts(type)) {
            throw new IllegalArgumentException(name + " takes " + this + ", not " + type);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
