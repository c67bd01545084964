package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.window.Window;
import java.util.List;

/// CausalConvWithState: each channel of `[batch, channels, length]` with the taps of its own, over what came before.
/// The state is as much of the input as the next step looks back to.
final class CausalConvOperator implements Operator {
    private static final int BIAS = 2;
    private static final int STATE = 3;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 4);
        Value input = node.value(0);
        Value weights = node.value(1);
        if (input.shape().rank() != 3 || weights.shape().rank() != 3) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "an input of [" + input.shape() + "] and weights of [" + weights.shape() + "]");
        }
        int channels = input.shape().extent(1);
        int state = weights.shape().last() - 1;
        Composition steps = new Composition(node);
        Shape before = Shape.of(input.shape().extent(0), channels, state);
        Value past =
                node.has(STATE) ? node.value(STATE) : steps.filled(input.type().element(), before, 0);
        if (!past.shape().equals(before)) {
            throw node.because(Code.SHAPE_MISMATCH, "a state of [" + past.shape() + "], not of [" + before + "]");
        }
        Value all = steps.concat(2, List.of(past, input));
        if (node.wants(1)) {
            node.alsoYields(1, steps.done(steps.slice(all, 2, input.shape().last(), state)));
        }
        Window window = new Window(List.of(1), List.of(1), List.of(0), List.of(0));
        Value product = steps.add(new Conv(all, weights, window, channels));
        Value biased = node.has(BIAS) ? steps.plus(product, steps.reshape(node.value(BIAS), channels, 1)) : product;
        return steps.done(activated(node, steps, biased));
    }

    private static Value activated(OnnxNode node, Composition steps, Value value) {
        String name = node.attributes().text("activation", "none");
        return switch (name) {
            case "none" -> value;
            case "silu", "swish" -> steps.add(new Activation(value, new Curve.Swish(1)));
            default -> throw node.because(Code.BAD_ATTRIBUTE, "activation is \"" + name + "\", not \"silu\"");
        };
    }
}
