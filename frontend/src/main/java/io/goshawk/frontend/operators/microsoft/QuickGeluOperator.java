package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Curve;

/// QuickGelu: `x * sigmoid(alpha * x)`.
final class QuickGeluOperator implements Operator {
    private static final float DEFAULT_ALPHA = 1.702f;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        float alpha = node.attributes().number("alpha", DEFAULT_ALPHA);
        return node.result(new Activation(node.value(0), new Curve.Swish(alpha)));
    }
}
