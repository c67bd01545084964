package io.goshawk.frontend.operators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.shape.Reshape;
import java.util.List;

/// MatMul. A vector on the right is a column, and leading extents of 1 there are dropped.
final class MatMulOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Value left = node.value(0);
        Value right = node.value(1);
        Shape shape = right.shape();
        if (left.shape().rank() == 0 || shape.rank() == 0) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "MatMul of shapes [" + left.shape() + "] and [" + shape + "]: a scalar is no matrix");
        }
        if (shape.rank() == 1) {
            Value column = node.add(new Reshape(right, Shape.of(shape.extent(0), 1)));
            Value product = node.add(new MatMul(left, column));
            List<Integer> kept = left.shape().extents().subList(0, left.shape().rank() - 1);
            return node.result(new Reshape(product, new Shape(kept)));
        }
        int extra = shape.rank() - 2;
        boolean plain = shape.extents().subList(0, extra).stream().allMatch(extent -> extent == 1);
        if (extra > 0 && (!plain || left.shape().rank() < shape.rank())) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "a batch of matrices, [" + shape + "], on the right of MatMul")
                    .hint("give the right operand as one matrix");
        }
        Shape matrix = new Shape(shape.extents().subList(extra, shape.rank()));
        return node.result(new MatMul(left, extra == 0 ? right : node.add(new Reshape(right, matrix))));
    }
}
