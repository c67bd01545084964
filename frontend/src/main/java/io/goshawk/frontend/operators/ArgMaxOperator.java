package io.goshawk.frontend.operators;

import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.reduction.ArgMax;

/// ArgMax; ties go to the first place.
final class ArgMaxOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        if (node.attributes().flag("select_last_index", false)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "ArgMax with select_last_index = 1")
                    .hint("export the model with select_last_index = 0, its default");
        }
        boolean keepAxis = node.attributes().flag("keepdims", true);
        Value input = node.value(0);
        return node.result(new ArgMax(
                input, node.attributes().axisNamed("axis", 0, input.shape().rank()), keepAxis));
    }
}
