package io.goshawk.frontend.tflite;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import java.util.Arrays;
import java.util.Optional;

/// The element types of TensorFlow Lite that can be read, with their numbers in the file (`TensorType` in its schema).
enum TensorKind {
    FLOAT32(0, FloatType.F32, 4),
    /// Weights of half precision, which a DEQUANTIZE behind them widens: they are widened as they are read.
    FLOAT16(1, FloatType.F32, 2),
    INT32(2, IntType.s(32), 4),
    UINT8(3, IntType.u(8), 1),
    INT64(4, IntType.s(64), 8),
    BOOL(6, IntType.u(1), 1),
    INT16(7, IntType.s(16), 2),
    INT8(9, IntType.s(8), 1);

    private final int number;

    @SuppressWarnings("ImmutableEnumChecker") // the types among them are records of integers and enums
    private final ElementType element;

    private final int size;

    TensorKind(int number, ElementType element, int size) {
        this.number = number;
        this.element = element;
        this.size = size;
    }

    /// {@return the type with `number`; nothing for strings, resources, complex numbers and 4-bit integers}
    static Optional<TensorKind> of(int number) {
        return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }

    boolean isFloat() {
        return element instanceof FloatType;
    }

    ElementType element() {
        return element;
    }

    /// {@return how many bytes an element takes}
    int size() {
        return size;
    }
}
