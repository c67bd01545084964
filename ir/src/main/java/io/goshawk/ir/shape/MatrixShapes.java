package io.goshawk.ir.shape;

import io.goshawk.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/// The shape arithmetic of products of two tensors of matrices.
public final class MatrixShapes {
    private MatrixShapes() {}

    /// Says whether `[…, m, k]` and `[…, k, n]` with the same leading extents have a product.
    /// @throws IllegalArgumentException if not
    public static void check(Shape left, Shape right) {
        int rank = left.rank();
        boolean fits = rank >= 2
                && right.rank() == rank
                && left.last() == right.extent(-2)
                && left.extents().subList(0, rank - 2).equals(right.extents().subList(0, rank - 2));
        if (!fits) {
            throw new IllegalArgumentException("no products of the matrices of " + left + " and " + right);
        }
    }

    /// {@return the shape of the product}
    public static Shape product(Shape left, Shape right) {
        List<Integer> extents = new ArrayList<>(left.extents());
        extents.set(extents.size() - 1, right.last());
        return new Shape(extents);
    }

    /// {@return the shape of the rows of `table`, `[rows, width]`, that indices of shape `indices`
    ///     name}
    /// @throws IllegalArgumentException if the table is no matrix
    public static Shape rows(Shape table, Shape indices) {
        if (table.rank() != 2) {
            throw new IllegalArgumentException("rows of a table of shape " + table);
        }
        List<Integer> extents = new ArrayList<>(indices.extents());
        extents.add(table.last());
        return new Shape(extents);
    }
}
