package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.reduction.Cumulate;

/// CumSum and CumProd.
record CumulateOperator(Cumulate.Kind kind) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Value input = node.value(0);
        int axis = node.attributes()
                .axis("the axis", node.integer(1, "the axis"), input.shape().rank());
        return node.result(new Cumulate(
                input,
                axis,
                kind,
                node.attributes().flag("exclusive", false),
                node.attributes().flag("reverse", false)));
    }
}
