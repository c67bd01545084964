package io.goshawk.frontend.operators;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Unary;

/// Relu, Sqrt and Neg, on floats.
record Pointwise(Unary.Kind kind) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        if (!(node.input(0).type().element() instanceof FloatType)) {
            throw node.because(
                    Code.UNSUPPORTED_FEATURE,
                    node.type() + " of " + node.input(0).type().element() + " elements");
        }
        return node.result(new Unary(node.value(0), kind));
    }
}
