package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Unary;

/// Gelu, BiasGelu and FastGelu: a curve of the input, a bias added first where there is one.
record BiasedOperator(Unary.Kind kind) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 2);
        Composition steps = new Composition(node);
        Value input = node.has(1) ? steps.plus(node.value(0), node.value(1)) : node.value(0);
        return steps.done(steps.unary(kind, input));
    }
}
