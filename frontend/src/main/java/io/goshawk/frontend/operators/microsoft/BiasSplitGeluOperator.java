package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Unary;

/// BiasSplitGelu: of the biased input, the first half of the channels times Gelu of the second.
final class BiasSplitGeluOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Composition steps = new Composition(node);
        Value sum = steps.plus(node.value(0), node.value(1));
        int axis = sum.shape().rank() - 1;
        if (sum.shape().last() % 2 != 0) {
            throw node.because(Code.SHAPE_MISMATCH, "[" + sum.shape() + "] cannot be halved along its last axis");
        }
        int half = sum.shape().last() / 2;
        Value gate = steps.unary(Unary.Kind.GELU, steps.slice(sum, axis, half, half));
        return steps.done(steps.times(steps.slice(sum, axis, 0, half), gate));
    }
}
