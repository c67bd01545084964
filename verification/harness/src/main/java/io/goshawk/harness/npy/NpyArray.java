package io.goshawk.harness.npy;

import io.goshawk.ir.Shape;

/// An array of a `.npy` file, row-major whatever the order in the file was.
public sealed interface NpyArray {
    Shape shape();

    NpyType type();

    /// Integers or truth values (0 and 1).
    ///
    /// @param values the elements; for [NpyType#UINT64] their bit patterns
    record Integers(Shape shape, NpyType type, long[] values) implements NpyArray {
        public Integers {
            checkCount(shape, values.length);
            if (type.isReal()) {
                throw new IllegalArgumentException("integers of type " + type);
            }
        }
    }

    /// Real numbers, exactly as in the file: a double holds every half and float.
    record Reals(Shape shape, NpyType type, double[] values) implements NpyArray {
        public Reals {
            checkCount(shape, values.length);
            if (!type.isReal()) {
                throw new IllegalArgumentException("reals of type " + type);
            }
        }
    }

    private static void checkCount(Shape shape, int count) {
        if (shape.size() != count) {
            throw new IllegalArgumentException(count + " values for an array of shape " + shape);
        }
    }
}
