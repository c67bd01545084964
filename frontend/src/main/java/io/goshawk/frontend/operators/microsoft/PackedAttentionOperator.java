package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.transformer.Heads;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import java.util.List;

/// Attention of ONNX Runtime: queries, keys and values are projected by one matrix first.
final class PackedAttentionOperator implements Operator {
    private static final int BIAS = 2;
    private static final int MASK = 3;
    private static final int PAST = 4;
    private static final int ADDED = 5;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 7);
        Composition steps = new Composition(node);
        Value product = steps.product(node.value(0), node.value(1));
        Value packed = node.has(BIAS) ? steps.plus(product, node.value(BIAS)) : product;
        return attended(node, steps, packed, new Places(PAST, MASK, ADDED));
    }

    /// Where further inputs stand.
    ///
    /// @param past the state of earlier tokens
    /// @param padding what masks keys
    /// @param added what is added to the scores
    record Places(int past, int padding, int added) {}

    /// {@return the attention of queries, keys and values that lie in `packed`, side by side}
    static Imported attended(OnnxNode node, Composition steps, Value packed, Places places) {
        Attending.refuse(node, places.past(), "a past state");
        if (node.attributes().flag("do_rotary", false)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, node.type() + " with do_rotary");
        }
        int heads = Attending.count(node, "num_heads");
        List<Integer> sizes = sizes(node, packed.shape().last());
        Value query = part(steps, packed, 0, sizes.get(0), heads);
        Value key = part(steps, packed, sizes.get(0), sizes.get(1), heads);
        Value value = part(steps, packed, sizes.get(0) + sizes.get(1), sizes.get(2), heads);
        if (node.wants(1)) {
            node.alsoYields(1, steps.done(steps.stacked(0, List.of(key, value))));
        }
        return Attending.attended(node, steps, List.of(query, key, value), places.padding(), places.added());
    }

    private static List<Integer> sizes(OnnxNode node, int all) {
        List<Integer> sizes = node.attributes()
                .integers("qkv_hidden_sizes")
                .map(stated -> stated.stream().map(Math::toIntExact).toList())
                .orElse(List.of(all / 3, all / 3, all / 3));
        if (sizes.size() != 3 || sizes.get(0) + sizes.get(1) + sizes.get(2) != all) {
            throw node.because(
                    Code.BAD_ATTRIBUTE, "queries, keys and values of sizes " + sizes + " in " + all + " channels");
        }
        return sizes;
    }

    private static Value part(Composition steps, Value packed, int start, int size, int heads) {
        return Heads.split(steps, steps.slice(packed, 2, start, size), heads);
    }
}
