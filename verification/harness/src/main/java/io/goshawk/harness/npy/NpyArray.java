package io.goshawk.harness.npy;

import io.goshawk.ir.Shape;

/// An array of a `.npy` file, row-major whatever the order in the file was.
public sealed interface NpyArray {
    Shape shape();

    NpyType type();

    /// Integers or truth values (0 and 1); those of [NpyType#UINT64] are bit patterns.
    final class Integers implements NpyArray {
        private final Shape shape;
        private final NpyType type;
        private final long[] values;

        /// @param values the elements, row-major; not copied
        /// @throws IllegalArgumentException if there are not as many as `shape` says, or `type` holds others
        public Integers(Shape shape, NpyType type, long[] values) {
            checkCount(shape, values.length);
            if (type.isReal()) {
                throw new IllegalArgumentException("integers of type " + type);
            }
            this.shape = shape;
            this.type = type;
            this.values = values;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public NpyType type() {
            return type;
        }

        /// {@return the elements, row-major; not a copy, so do not write to it}
        public long[] values() {
            return values;
        }
    }

    /// Real numbers, exactly as in the file: a double holds every half and float.
    final class Reals implements NpyArray {
        private final Shape shape;
        private final NpyType type;
        private final double[] values;

        /// @param values the elements, row-major; not copied
        /// @throws IllegalArgumentException if there are not as many as `shape` says, or `type` holds others
        public Reals(Shape shape, NpyType type, double[] values) {
            checkCount(shape, values.length);
            if (!type.isReal()) {
                throw new IllegalArgumentException("reals of type " + type);
            }
            this.shape = shape;
            this.type = type;
            this.values = values;
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public NpyType type() {
            return type;
        }

        /// {@return the elements, row-major; not a copy, so do not write to it}
        public double[] values() {
            return values;
        }
    }

    private static void checkCount(Shape shape, int count) {
        if (shape.size() != count) {
            throw new IllegalArgumentException(count + " values for an array of shape " + shape);
        }
    }
}
