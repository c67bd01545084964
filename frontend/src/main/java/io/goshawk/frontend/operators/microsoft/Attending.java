package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.transformer.Heads;
import io.goshawk.frontend.operators.transformer.Mask;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.normalization.Softmax;
import java.util.List;

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

    /// {@return what queries, keys and values, split into heads, come to, masked by what `node` says}
    /// @param padding the input that masks keys
    /// @param added the input that is added to the scores
    static Imported attended(OnnxNode node, Composition steps, List<Value> heads, int padding, int added) {
        Value query = heads.get(0);
        Value key = heads.get(1);
        Value scores = scores(node, steps, query, key);
        Mask mask =
                new Mask(steps, scores.type().element(), node.attributes().number("mask_filter_value", DEFAULT_FILTER));
        if (node.has(padding)) {
            PackedMask.require(node, steps, padding, mask, scores.shape());
        }
        if (node.attributes().flag("unidirectional", false)) {
            mask.causal(query.shape().extent(2), key.shape().extent(2), steps.literal(IntType.s(Long.SIZE), 0));
        }
        if (node.has(added)) {
            mask.add(node.value(added));
        }
        return steps.done(mixed(steps, scores, mask, heads.get(2)));
    }

    /// States that outputs 1 and 2 of `node` are `key` and `value`, the state of the next step.
    static void yields(OnnxNode node, Composition steps, Value key, Value value) {
        if (node.wants(1)) {
            node.alsoYields(1, steps.done(key));
        }
        if (node.wants(2)) {
            node.alsoYields(2, steps.done(value));
        }
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
