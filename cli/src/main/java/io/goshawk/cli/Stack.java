package io.goshawk.cli;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;
import java.util.Arrays;

/// Integers of one port for many vectors, vector after vector, each row-major.
final class Stack {
    private final Shape row;
    private final int rows;
    private final long[] values;

    /// @param row the port's shape
    /// @param values as many as `rows` vectors have; kept, not copied
    Stack(Shape row, int rows, long[] values) {
        if (values.length != (long) rows * row.size()) {
            throw new IllegalArgumentException(values.length + " values for " + rows + " rows of " + row);
        }
        this.row = row;
        this.rows = rows;
        this.values = values;
    }

    /// {@return room for `rows` vectors}
    static Stack zeros(Shape row, int rows) {
        return new Stack(row, rows, new long[Math.multiplyExact(rows, row.size())]);
    }

    Shape row() {
        return row;
    }

    int rows() {
        return rows;
    }

    /// {@return the elements themselves, not a copy}
    long[] values() {
        return values;
    }

    /// {@return rows `from` to `to` as a tensor of `shape`}
    IntTensor slice(int from, int to, Shape shape) {
        return IntTensor.of(shape, Arrays.copyOfRange(values, from * row.size(), to * row.size()));
    }

    /// Writes `tensor`, whose rows begin at `from`.
    void set(int from, IntTensor tensor) {
        long[] longs = tensor.toLongs();
        System.arraycopy(longs, 0, values, from * row.size(), longs.length);
    }
}
