package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Refusal;

/// An array of a file as rows for a port.
///
/// @param source what the user calls it
/// @param row the port's shape
/// @param rows how many vectors there are
/// @param first how many vectors of the file come before
record Samples(String source, Shape row, int rows, NpyArray array, long first) {
    Samples(String source, Shape row, int rows, NpyArray array) {
        this(source, row, rows, array, 0);
    }

    /// Cuts `array` along its outermost axis into vectors for a port of shape `row`.
    ///
    /// Rows may be written in another shape of as many elements, such as 28x28 for 1x1x28x28.
    /// @throws Refusal (GHK-8003) if the array has other rows
    static Samples of(String source, NpyArray array, Shape row) {
        return new Samples(source, row, rows(source, array.shape(), row), array);
    }

    /// {@return how many vectors of shape `row` an array of `shape` holds}
    /// @throws Refusal (GHK-8003) if it holds none
    static int rows(String source, Shape shape, Shape row) {
        int outer = shape.rank() == 0 ? 1 : shape.extent(0);
        long inner = outer == 0 ? 0 : shape.size() / outer;
        long batch = row.rank() == 0 ? 1 : row.extent(0);
        if (shape.size() == row.size() && outer != 0) {
            return 1;
        }
        if (outer > 0 && inner == row.size()) {
            return outer;
        }
        if (outer > 0 && batch > 0 && inner * batch == row.size() && outer % batch == 0) {
            return (int) (outer / batch);
        }
        throw DataFile.refusal(
                source,
                "its shape " + (shape.rank() == 0 ? "()" : shape.toString()) + " holds no rows of " + row + " ("
                        + Words.count(row.size(), "element") + ")");
    }

    /// {@return where element `index` of all rows stands, as people say it}
    String place(long index) {
        return "row " + (first + index / row.size()) + ", column " + index % row.size();
    }
}
