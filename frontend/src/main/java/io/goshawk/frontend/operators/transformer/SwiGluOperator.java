package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Curve;

/// SwiGLU, as Swish and a product.
final class SwiGluOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        float alpha = node.attributes().number("alpha", 1);
        Composition steps = new Composition(node);
        Value gate = node.value(0);
        Value linear = node.value(1);
        if (!gate.shape().equals(linear.shape())) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "the gate has the shape [" + gate.shape() + "] and the value [" + linear.shape() + "]");
        }
        return steps.done(steps.times(steps.add(new Activation(gate, new Curve.Swish(alpha))), linear));
    }
}
