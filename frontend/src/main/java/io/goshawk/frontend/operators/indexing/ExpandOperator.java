package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.indexing.Expand;

/// Expand; where the target has an extent of 1, the input keeps its own.
final class ExpandOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Shape target = Extents.shape(node.integers(1, "the target shape"), node.at(), "the target");
        Shape shape = Broadcast.of(node.input(0).shape(), target);
        Extents.check(shape, node.at(), "the result");
        return shape.equals(node.input(0).shape())
                ? (Imported) node.input(0)
                : node.result(new Expand(node.value(0), shape));
    }
}
