package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.indexing.GatherNd;

/// GatherND.
final class GatherNdOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        int batchAxes = Math.toIntExact(node.attributes().integer("batch_dims", 0));
        return node.result(new GatherNd(node.value(0), node.value(1), batchAxes));
    }
}
