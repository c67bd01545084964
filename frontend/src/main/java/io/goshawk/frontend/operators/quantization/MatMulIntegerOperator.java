package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import java.util.ArrayList;
import java.util.List;

/// MatMulInteger. A vector on the left is a row, one on the right a column; a vector of zero points has one for each
/// row on the left, one for each column on the right.
final class MatMulIntegerOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 4);
        Scaling scaling = new Scaling(node);
        Composition steps = new Composition(node);
        Value a = scaling.integers(0);
        Value b = scaling.integers(1);
        boolean row = a.shape().rank() == 1;
        boolean column = b.shape().rank() == 1;
        Value left = row ? steps.reshape(a, 1, a.shape().last()) : a;
        Value right = column ? steps.reshape(b, b.shape().last(), 1) : b;
        Value product = steps.add(new MatMulInteger(
                left,
                right,
                scaling.zeroPoint(
                        2, left.shape(), left.shape().rank() - 2, left.type().element()),
                scaling.zeroPoint(
                        3, right.shape(), right.shape().rank() - 1, right.type().element())));
        List<Integer> extents = new ArrayList<>(product.shape().extents());
        if (column) {
            extents.removeLast();
        }
        if (row) {
            int axis = extents.size() - (column ? 1 : 2);
            extents.subList(axis, axis + 1).clear();
        }
        return steps.done(steps.reshape(product, new Shape(extents)));
    }
}
