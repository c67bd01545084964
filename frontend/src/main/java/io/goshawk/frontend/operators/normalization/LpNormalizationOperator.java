package io.goshawk.frontend.operators.normalization;

import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.normalization.LpNormalization;

/// LpNormalization.
final class LpNormalizationOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        long p = node.attributes().integer("p", 2);
        if (p != 1 && p != 2) {
            throw node.because(Code.BAD_ATTRIBUTE, "p is " + p + ", not 1 or 2");
        }
        Floating.check(node, 0);
        int axis = node.attributes().axisNamed("axis", -1, node.input(0).shape().rank());
        return node.result(new LpNormalization(node.value(0), axis, (int) p));
    }
}
