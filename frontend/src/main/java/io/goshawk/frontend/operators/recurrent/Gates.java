package io.goshawk.frontend.operators.recurrent;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.elementwise.Unary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// The activation functions of a recurrent operator, in the order in which it lists them.
///
/// @param clip inputs are clipped to `[-clip, clip]` first; 0 for no limit
record Gates(Composition steps, List<Function> functions, float clip) {
    /// One function. Parameters that it does not take are ignored.
    record Function(String name, float alpha, float beta) {}

    /// {@return the functions of `node`, `defaults` in each direction where it lists none}
    static Gates of(OnnxNode node, Composition steps, List<String> defaults, int directions) {
        List<String> names = node.attributes().texts("activations").orElseGet(() -> repeated(defaults, directions));
        if (names.size() != defaults.size() * directions) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    node.type() + " lists " + names.size() + " activations and takes " + defaults.size() * directions);
        }
        Iterator<Float> alphas =
                node.attributes().numbers("activation_alpha").orElse(List.of()).iterator();
        Iterator<Float> betas =
                node.attributes().numbers("activation_beta").orElse(List.of()).iterator();
        List<Function> functions = new ArrayList<>();
        for (String name : names) {
            functions.add(function(node, name.toLowerCase(Locale.ROOT), alphas, betas));
        }
        return new Gates(steps, functions, node.attributes().number("clip", 0));
    }

    private static List<String> repeated(List<String> names, int times) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.addAll(names);
        }
        return all;
    }

    /// Parameters are taken from the lists only by functions that have them.
    private static Function function(OnnxNode node, String name, Iterator<Float> alphas, Iterator<Float> betas) {
        return switch (name) {
            case "relu", "tanh", "sigmoid", "softsign", "softplus" -> new Function(name, 0, 0);
            case "leakyrelu" -> new Function(name, next(alphas, 0.01f), 0);
            case "thresholdedrelu", "elu" -> new Function(name, next(alphas, 1), 0);
            case "hardsigmoid" -> new Function(name, next(alphas, 0.2f), next(betas, 0.5f));
            case "affine", "scaledtanh" ->
                new Function(name, next(alphas, 1), next(betas, name.equals("affine") ? 0 : 1));
            default -> throw node.because(Code.BAD_ATTRIBUTE, "\"" + name + "\" is no activation of " + node.type());
        };
    }

    private static float next(Iterator<Float> numbers, float otherwise) {
        return numbers.hasNext() ? numbers.next() : otherwise;
    }

    /// {@return function `index` of `value`, which is clipped first}
    Value apply(int index, Value value) {
        ElementType type = value.type().element();
        Value input = clip == 0
                ? value
                : steps.add(new Clip(
                        List.of(value, steps.literal(type, -clip), steps.literal(type, clip)), Clip.Sides.BOTH));
        Function function = functions.get(index);
        return switch (function.name()) {
            case "relu" -> steps.unary(Unary.Kind.RELU, input);
            case "tanh" -> steps.unary(Unary.Kind.TANH, input);
            case "sigmoid" -> steps.unary(Unary.Kind.SIGMOID, input);
            case "softsign" -> steps.unary(Unary.Kind.SOFTSIGN, input);
            case "softplus" -> steps.unary(Unary.Kind.SOFTPLUS, input);
            case "affine" -> steps.plus(steps.scaled(input, function.alpha()), steps.literal(type, function.beta()));
            case "scaledtanh" ->
                steps.scaled(steps.unary(Unary.Kind.TANH, steps.scaled(input, function.beta())), function.alpha());
            default -> steps.add(new Activation(input, curve(function)));
        };
    }

    private static Curve curve(Function function) {
        return switch (function.name()) {
            case "leakyrelu" -> new Curve.LeakyRelu(function.alpha());
            case "thresholdedrelu" -> new Curve.ThresholdedRelu(function.alpha());
            case "elu" -> new Curve.Elu(function.alpha());
            case "hardsigmoid" -> new Curve.HardSigmoid(function.alpha(), function.beta());
            default -> throw new IllegalStateException(function.name());
        };
    }
}
