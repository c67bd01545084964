package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Attributes;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Curve;
import java.util.Map;
import java.util.function.Function;

/// An activation with parameters, read from attributes.
record CurveOperator(Function<Attributes, Curve> curve) implements Operator {
    /// ONNX's own figures, to the last digit of a float.
    private static final float SELU_ALPHA = 1.6732632f;

    private static final float SELU_GAMMA = 1.050701f;

    /// Each by its type, with the defaults of its attributes.
    static final Map<String, Operator> BY_TYPE = Map.of(
            "LeakyRelu", new CurveOperator(a -> new Curve.LeakyRelu(a.number("alpha", 0.01f))),
            "Elu", new CurveOperator(a -> new Curve.Elu(a.number("alpha", 1))),
            "Celu", new CurveOperator(a -> new Curve.Celu(a.number("alpha", 1))),
            "Selu",
                    new CurveOperator(
                            a -> new Curve.Selu(a.number("alpha", SELU_ALPHA), a.number("gamma", SELU_GAMMA))),
            "HardSigmoid",
                    new CurveOperator(a -> new Curve.HardSigmoid(a.number("alpha", 0.2f), a.number("beta", 0.5f))),
            "ThresholdedRelu", new CurveOperator(a -> new Curve.ThresholdedRelu(a.number("alpha", 1))),
            "Shrink", new CurveOperator(a -> new Curve.Shrink(a.number("lambd", 0.5f), a.number("bias", 0))),
            "Swish", new CurveOperator(a -> new Curve.Swish(a.number("alpha", 1))));

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Curve chosen = curve.apply(node.attributes());
        UnaryOperator.check(node, Activation.domain(chosen));
        return node.result(new Activation(node.value(0), chosen));
    }
}
