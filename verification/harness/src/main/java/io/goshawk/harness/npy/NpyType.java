package io.goshawk.harness.npy;

import java.util.Arrays;
import java.util.Optional;

/// An element type of NumPy's that Goshawk reads and writes.
public enum NpyType {
    BOOL('b', 1),
    INT8('i', 1),
    INT16('i', 2),
    INT32('i', 4),
    INT64('i', 8),
    UINT8('u', 1),
    UINT16('u', 2),
    UINT32('u', 4),
    UINT64('u', 8),
    FLOAT16('f', 2),
    FLOAT32('f', 4),
    FLOAT64('f', 8);

    private final char kind;
    private final int bytes;

    NpyType(char kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /// {@return how many bytes an element takes}
    public int bytes() {
        return bytes;
    }

    /// {@return whether elements are real numbers; else they are integers, or truth values 0 and 1}
    public boolean isReal() {
        return kind == 'f';
    }

    /// {@return whether elements may be negative}
    public boolean isSigned() {
        return kind == 'f' || kind == 'i';
    }

    /// {@return NumPy's name without the byte order, such as `u2`}
    String code() {
        return "" + kind + bytes;
    }

    static Optional<NpyType> named(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
