package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.reduction.ArgExtreme;

/// ArgMax and ArgMin.
record ArgMaxOperator(boolean largest) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        boolean last = node.attributes().flag("select_last_index", false);
        boolean keepAxis = node.attributes().flag("keepdims", true);
        Value input = node.value(0);
        int axis = node.attributes().axisNamed("axis", 0, input.shape().rank());
        return node.result(new ArgExtreme(input, largest, axis, keepAxis, last));
    }
}
