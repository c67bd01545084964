package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.indexing.ReverseSequence;

/// ReverseSequence.
final class ReverseSequenceOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        int rank = node.input(0).shape().rank();
        return node.result(new ReverseSequence(
                node.value(0),
                node.value(1),
                node.attributes().axisNamed("batch_axis", 1, rank),
                node.attributes().axisNamed("time_axis", 0, rank)));
    }
}
