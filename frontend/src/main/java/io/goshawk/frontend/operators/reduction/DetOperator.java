package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.reduction.Det;

/// Det.
final class DetOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        return node.result(new Det(node.value(0)));
    }
}
