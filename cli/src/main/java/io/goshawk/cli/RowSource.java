package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import java.util.Optional;

/// Rows of one input, read piece by piece.
interface RowSource extends AutoCloseable {
    /// {@return what the user calls it}
    String name();

    /// {@return how many rows there are}
    int rows();

    /// {@return rows `from` to `to`}
    Samples read(int from, int to);

    /// {@return the same rows for one more thread, in bulk, where they are integers of a file}
    default Optional<IntegerRows> integers() {
        return Optional.empty();
    }

    @Override
    void close();

    /// {@return `samples`, which are in memory, as a source}
    static RowSource of(Samples samples) {
        return new RowSource() {
            @Override
            public String name() {
                return samples.source();
            }

            @Override
            public int rows() {
                return samples.rows();
            }

            @Override
            public Samples read(int from, int to) {
                return new Samples(name(), samples.row(), to - from, piece(samples, from, to), from);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private static NpyArray piece(Samples samples, int from, int to) {
        if (from == 0 && to == samples.rows()) {
            return samples.array();
        }
        int row = samples.row().size();
        io.goshawk.ir.Shape shape = io.goshawk.ir.Shape.of(to - from, row);
        return switch (samples.array()) {
            case NpyArray.Reals reals ->
                new NpyArray.Reals(
                        shape, reals.type(), java.util.Arrays.copyOfRange(reals.values(), from * row, to * row));
            case NpyArray.Integers integers ->
                new NpyArray.Integers(
                        shape, integers.type(), java.util.Arrays.copyOfRange(integers.values(), from * row, to * row));
        };
    }
}
