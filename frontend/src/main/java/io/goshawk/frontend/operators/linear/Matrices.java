package io.goshawk.frontend.operators.linear;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.List;

/// Products in which a vector on the left is a row and one on the right a column, as NumPy has it.
public final class Matrices {
    private Matrices() {}

    /// {@return the product of `left` and `right`, tensors of one axis or more}
    public static Value product(OnnxNode node, Value left, Value right) {
        if (left.shape().rank() == 0 || right.shape().rank() == 0) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    node.type() + " of shapes [" + left.shape() + "] and [" + right.shape()
                            + "]: a scalar is no matrix");
        }
        Composition steps = new Composition(node);
        boolean row = left.shape().rank() == 1;
        boolean column = right.shape().rank() == 1;
        Value product = steps.product(
                row ? steps.reshape(left, 1, left.shape().last()) : left,
                column ? steps.reshape(right, right.shape().last(), 1) : right);
        List<Integer> extents = new ArrayList<>(product.shape().extents());
        int rank = extents.size();
        if (column) {
            extents.removeLast();
        }
        if (row) {
            extents.subList(rank - 2, rank - 1).clear();
        }
        return steps.reshape(product, new Shape(extents));
    }
}
