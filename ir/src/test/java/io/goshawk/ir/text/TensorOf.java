package io.goshawk.ir.text;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;

final class TensorOf {
    private TensorOf() {}

    static TensorType ints(IntType type, int... extents) {
        return new TensorType(Shape.of(extents), type);
    }
}
