package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.indexing.GatherElements;

/// GatherElements.
final class GatherElementsOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        int axis = node.attributes().axisNamed("axis", 0, node.input(0).shape().rank());
        Indices.check(node, 1, node.input(0).shape().extent(axis));
        return node.result(new GatherElements(node.value(0), node.value(1), axis));
    }
}
