package io.goshawk.ir;

/// IEEE 754 floats as models carry them.
public enum FloatType implements ElementType {
    F16,
    BF16,
    F32,
    F64;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
