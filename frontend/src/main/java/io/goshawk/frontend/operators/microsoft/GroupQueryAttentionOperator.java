package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.transformer.AttentionOperator;
import io.goshawk.frontend.operators.transformer.Heads;
import io.goshawk.frontend.operators.transformer.Mask;
import io.goshawk.frontend.operators.transformer.Rotation;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;

/// GroupQueryAttention of ONNX Runtime over a whole prompt: always causal, and no cache in front of it.
///
/// Padding on the right needs no mask then: the tokens in front of it never see it, and what padding itself yields
/// means nothing.
final class GroupQueryAttentionOperator implements Operator {
    private static final int PAST_KEY = 3;
    private static final int COSINES = 7;
    private static final int SINES = 8;
    private static final int POSITIONS = 9;
    private static final int ADDED = 10;
    private static final int SINK = 11;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 14);
        if (node.has(PAST_KEY) && node.input(PAST_KEY).shape().size() > 0) {
            Attending.refuse(node, PAST_KEY, "a past state");
        }
        Attending.refuse(node, SINK, "a sink");
        if (node.attributes().integer("smooth_softmax", 0) > 0) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "GroupQueryAttention with smooth_softmax");
        }
        Composition steps = new Composition(node);
        Value query = turned(node, steps, part(node, steps, 0));
        Value key = turned(node, steps, part(node, steps, 1));
        Value value = part(node, steps, 2);
        Value raw = Attending.scores(node, steps, query, key);
        float softcap = node.attributes().number("softcap", 0);
        Value scores = softcap <= 0 ? raw : AttentionOperator.softcapped(steps, raw, softcap);
        int queries = query.shape().extent(2);
        int keys = key.shape().extent(2);
        Mask mask = new Mask(steps, scores.type().element(), Double.NEGATIVE_INFINITY);
        Value offset = steps.literal(IntType.s(Long.SIZE), 0);
        mask.causal(queries, keys, offset);
        // A window of w tokens ends with the query itself.
        int window = Math.toIntExact(node.attributes().integer("local_window_size", -1));
        mask.window(queries, keys, offset, window - (window > 0 ? 1 : 0), -1);
        if (node.has(ADDED)) {
            mask.add(node.value(ADDED));
        }
        Attending.yields(node, steps, key, value);
        return steps.done(Attending.mixed(steps, scores, mask, value));
    }

    private static Value part(OnnxNode node, Composition steps, int index) {
        int heads = Attending.count(node, "num_heads");
        int groups = Attending.count(node, "kv_num_heads");
        int own = index == 0 ? heads : groups;
        if (node.has(1)) {
            return Heads.split(steps, node.value(index), own);
        }
        Value packed = node.value(0);
        int size = packed.shape().last() / Math.max(1, heads + 2 * groups);
        int start = index == 0 ? 0 : heads + (index - 1) * groups;
        return Heads.split(steps, steps.slice(packed, 2, start * size, own * size), own);
    }

    private static Value turned(OnnxNode node, Composition steps, Value heads) {
        if (!node.attributes().flag("do_rotary", false)) {
            return heads;
        }
        int half = node.value(COSINES).shape().last();
        int length = heads.shape().extent(2);
        return new Rotation(
                        PositionOperator.angles(node, steps, COSINES, POSITIONS, length),
                        PositionOperator.angles(node, steps, SINES, POSITIONS, length),
                        node.attributes().flag("rotary_interleaved", false),
                        2 * half)
                .apply(steps, heads);
    }
}
