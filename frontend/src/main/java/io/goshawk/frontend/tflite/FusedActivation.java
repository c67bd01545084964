package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;

/// The activation that an operator applies to its result before it is rounded, with its number in the file
/// (`ActivationFunctionType` in the schema).
enum FusedActivation {
    NONE,
    RELU,
    RELU_N1_TO_1,
    RELU6,
    TANH;

    /// {@return `value` behind the activation that field `field` of the options of `node` names}
    static Value fused(TfliteNode node, int field, Value value, TfliteImport graph) {
        int number = node.octet(field);
        if (number < 0 || number >= values().length) {
            throw Unconvertible.because(Code.UNSUPPORTED_FEATURE, node.at(), "the fused activation number " + number)
                    .hint("none, RELU, RELU_N1_TO_1, RELU6 and TANH are understood");
        }
        return values()[number].of(value, node, graph);
    }

    /// {@return `value` behind this activation}
    Value of(Value value, TfliteNode node, TfliteImport graph) {
        return switch (this) {
            case NONE -> value;
            case RELU -> graph.add(new Unary(value, Unary.Kind.RELU), node);
            case RELU_N1_TO_1 -> clipped(value, -1, 1, node, graph);
            case RELU6 -> clipped(value, 0, 6, node, graph);
            case TANH -> graph.add(new Unary(value, Unary.Kind.TANH), node);
        };
    }

    private static Value clipped(Value value, float low, float high, TfliteNode node, TfliteImport graph) {
        Value least = graph.literal(FloatTensor.of(Shape.SCALAR, low), node);
        Value most = graph.literal(FloatTensor.of(Shape.SCALAR, high), node);
        return graph.add(new Clip(List.of(value, least, most), Clip.Sides.BOTH), node);
    }
}
