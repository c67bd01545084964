package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.transformer.Heads;
import io.goshawk.frontend.operators.transformer.Mask;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.normalization.Softmax;

/// What the attention operators of ONNX Runtime have in common. They become products, a softmax and what masks add, so
/// that later stages see the matrix products.
final class Attending {
    /// What ONNX Runtime adds to the score of a forbidden key where the model says nothing.
    private static final float DEFAULT_FILTER = -10000;

    private Attending() {}

    /// {@return the scores of `query` and `key`, both split into heads}
    static Value scores(OnnxNode node, Composition steps, Value query, Value key) {
        float stated = node.attributes().number("scale", 0);
        double scale = stated == 0 ? 1 / Math.sqrt(query.shape().last()) : stated;
        return Heads.product(steps, steps.scaled(query, scale), steps.swapped(key));
    }

    /// {@return an empty mask for `scores`}
    static Mask mask(OnnxNode node, Composition steps, Value scores) {
        return new Mask(steps, scores.type().element(), node.attributes().number("mask_filter_value", DEFAULT_FILTER));
    }

    /// {@return the mixture of `value` by the masked `scores`, heads side by side}
    static Value mixed(Composition steps, Value scores, Mask mask, Value value) {
        Value biased = mask.bias().map(term -> steps.plus(scores, term)).orElse(scores);
        Value weights = steps.add(new Softmax(biased, 3));
        return Heads.merged(steps, Heads.product(steps, weights, value));
    }

    /// {@return the attribute `name`, which counts something}
    static int count(OnnxNode node, String name) {
        return Math.toIntExact(node.attributes().integer(name, 0));
    }

    /// @throws io.goshawk.frontend.model.Unconvertible if input `index` is given
    static void refuse(OnnxNode node, int index, String what) {
        if (node.has(index)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, node.type() + " with " + what)
                    .hint("export the model without a cache of earlier tokens");
        }
    }
}
