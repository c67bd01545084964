package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.elementwise.Unary;
import java.util.List;

/// The activations that ONNX Runtime's optimiser fuses into the node in front of them.
final class FusedActivations {
    private FusedActivations() {}

    /// {@return the attribute `activation` of `node`, of `value`; `value` itself where there is none}
    /// @param parameters those of the activation, in the order of the operator's attributes
    static Value applied(OnnxNode node, Composition steps, Value value, List<Float> parameters) {
        String name = node.attributes().text("activation", "");
        ElementType type = value.type().element();
        return switch (name) {
            case "" -> value;
            case "Relu" -> steps.unary(Unary.Kind.RELU, value);
            case "Sigmoid" -> steps.unary(Unary.Kind.SIGMOID, value);
            case "Tanh" -> steps.unary(Unary.Kind.TANH, value);
            case "Softplus" -> steps.unary(Unary.Kind.SOFTPLUS, value);
            case "Softsign" -> steps.unary(Unary.Kind.SOFTSIGN, value);
            case "LeakyRelu" -> steps.add(new Activation(value, new Curve.LeakyRelu(at(parameters, 0, 0.01f))));
            case "Elu" -> steps.add(new Activation(value, new Curve.Elu(at(parameters, 0, 1))));
            case "ThresholdedRelu" -> steps.add(new Activation(value, new Curve.ThresholdedRelu(at(parameters, 0, 1))));
            case "HardSigmoid" ->
                steps.add(
                        new Activation(value, new Curve.HardSigmoid(at(parameters, 0, 0.2f), at(parameters, 1, 0.5f))));
            case "Clip" -> {
                Value low = steps.literal(type, at(parameters, 0, -Float.MAX_VALUE));
                Value high = steps.literal(type, at(parameters, 1, Float.MAX_VALUE));
                yield steps.add(new Clip(List.of(value, low, high), Clip.Sides.BOTH));
            }
            default ->
                throw node.because(Code.UNSUPPORTED_FEATURE, node.type() + " with the activation \"" + name + "\"");
        };
    }

    private static float at(List<Float> parameters, int index, float otherwise) {
        return index < parameters.size() ? parameters.get(index) : otherwise;
    }
}
