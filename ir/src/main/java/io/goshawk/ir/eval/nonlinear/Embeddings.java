package io.goshawk.ir.eval.nonlinear;

import io.goshawk.ir.shape.MatrixShapes;
import io.goshawk.ir.tensor.IntTensor;

/// Rows of a table by their numbers.
public final class Embeddings {
    private Embeddings() {}

    /// {@return the rows of `table` that `indices` name}
    /// @throws IllegalStateException if there is no such row
    public static IntTensor of(IntTensor indices, IntTensor table) {
        int rows = table.shape().extent(0);
        int width = table.shape().last();
        int[] from = new int[Math.multiplyExact(indices.shape().size(), width)];
        for (int i = 0; i < from.length; i++) {
            long row = indices.at(i / width);
            if (row < 0 || row >= rows) {
                throw new IllegalStateException("no row " + row + " in a table of " + rows);
            }
            from[i] = (int) row * width + i % width;
        }
        return table.gather(MatrixShapes.rows(table.shape(), indices.shape()), from);
    }
}
