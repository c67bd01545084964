package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.spatial.AffineGrid;

/// AffineGrid; the size has to be known.
final class AffineGridOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        boolean alignCorners = node.attributes().flag("align_corners", false);
        Shape size = Extents.shape(node.integers(1, "the size"), node.at(), "the size");
        Floating.check(node, 0);
        Value theta = node.value(0);
        if (size.rank() < 3
                || theta.shape().rank() != 3
                || size.extent(0) != theta.shape().extent(0)) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "matrices of shape [" + theta.shape() + "] for a map of shape [" + size + "]");
        }
        return node.result(new AffineGrid(theta, size.extents().subList(2, size.rank()), alignCorners));
    }
}
