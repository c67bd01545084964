package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.indexing.Trilu;

/// Trilu.
final class TriluOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 2);
        long diagonal = node.has(1) ? node.integer(1, "the diagonal") : 0;
        return node.result(new Trilu(node.value(0), node.attributes().flag("upper", true), diagonal));
    }
}
