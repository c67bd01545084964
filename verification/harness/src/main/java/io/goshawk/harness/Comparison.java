package io.goshawk.harness;

import java.util.Optional;

/// What a comparison of every output of every vector found.
///
/// @param vectors how many vectors were compared
/// @param elements how many elements a vector has
/// @param differences how many elements differ, over all vectors
/// @param first the first element that differs, in the first vector that does
public record Comparison(int vectors, int elements, long differences, Optional<Difference> first) {

    /// An output element that is not what it should be.
    ///
    /// @param vector which vector, from 0
    /// @param output the output's name
    /// @param index the element within it, row-major
    public record Difference(int vector, String output, int index, String expected, String actual) {
        @Override
        public String toString() {
            return "vector %d, output %s[%d]: expected %s, got %s".formatted(vector, output, index, expected, actual);
        }
    }

    /// Compares two batches, element by element.
    ///
    /// @throws IllegalArgumentException if they are not for the same ports, or not as many
    public static Comparison of(Batch expected, Batch actual) {
        if (expected.count() != actual.count() || !expected.ports().equals(actual.ports())) {
            throw new IllegalArgumentException("batches of different vectors");
        }
        long[] left = expected.values();
        long[] right = actual.values();
        long differences = 0;
        int first = -1;
        for (int i = 0; i < left.length; i++) {
            if (left[i] != right[i]) {
                first = differences++ == 0 ? i : first;
            }
        }
        return new Comparison(
                expected.count(),
                expected.width(),
                differences,
                first < 0 ? Optional.empty() : Optional.of(difference(expected, left[first], right[first], first)));
    }

    private static Difference difference(Batch batch, long expected, long actual, int at) {
        int index = at % batch.width();
        for (DesignPort port : batch.ports()) {
            if (index < port.elements()) {
                return new Difference(at / batch.width(), port.name(), index, port.text(expected), port.text(actual));
            }
            index -= port.elements();
        }
        throw new IllegalStateException("element " + at + " belongs to no port");
    }

    /// {@return whether everything is equal}
    public boolean isEqual() {
        return differences == 0;
    }
}
