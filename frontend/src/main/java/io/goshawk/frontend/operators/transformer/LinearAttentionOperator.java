package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.Unrolled;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import java.util.ArrayList;
import java.util.List;

/// LinearAttention, one step of the recurrence a token: the sequence is known, so the loop is unrolled.
///
/// The state is kept in single precision where the tokens are in half precision.
final class LinearAttentionOperator implements Operator {
    private static final int STATE = 3;
    private static final int DECAY = 4;
    private static final int UPDATE = 5;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 6);
        String rule = node.attributes().text("update_rule", "gated_delta");
        boolean isGated = rule.equals("gated") || rule.equals("gated_delta");
        boolean isDelta = rule.equals("delta") || rule.equals("gated_delta");
        if (!isGated && !isDelta && !rule.equals("linear")) {
            throw node.because(Code.BAD_ATTRIBUTE, "update_rule is \"" + rule + "\"");
        }
        if (isGated != node.has(DECAY) || isDelta != node.has(UPDATE)) {
            throw node.because(Code.BAD_INPUTS, "decay and beta do not fit the rule \"" + rule + "\"");
        }
        Composition steps = new Composition(node);
        FloatType type = (FloatType) node.input(0).type().element();
        FloatType wide = type == FloatType.F16 || type == FloatType.BF16 ? FloatType.F32 : type;
        int groups = Math.toIntExact(node.attributes().integer("kv_num_heads", 0));
        Value query = heads(node, steps, 0, Math.toIntExact(node.attributes().integer("q_num_heads", 0)), wide);
        Value key = heads(node, steps, 1, groups, wide);
        Value value = heads(node, steps, 2, groups, wide);
        Unrolled.check(node, query.shape().extent(2));
        float stated = node.attributes().number("scale", 0);
        double scale = stated == 0 ? 1 / Math.sqrt(query.shape().last()) : stated;
        Value state = node.has(STATE)
                ? steps.cast(node.value(STATE), wide)
                : steps.filled(
                        wide,
                        Shape.of(
                                key.shape().extent(0),
                                groups,
                                key.shape().last(),
                                value.shape().last()),
                        0);
        List<Value> outputs = new ArrayList<>();
        for (int token = 0; token < query.shape().extent(2); token++) {
            Value k = steps.slice(key, 2, token, 1);
            Value v = steps.slice(value, 2, token, 1);
            if (isGated) {
                state = steps.times(
                        state, steps.swapped(steps.unary(Unary.Kind.EXP, decay(node, steps, groups, token, wide))));
            }
            if (isDelta) {
                Value missing = steps.binary(v, Binary.Kind.SUB, steps.product(k, state));
                v = steps.times(update(node, steps, token, wide), missing);
            }
            state = steps.plus(state, steps.product(steps.swapped(k), v));
            outputs.add(Heads.product(steps, steps.slice(query, 2, token, 1), state));
        }
        if (node.wants(1)) {
            FloatType kept =
                    node.has(STATE) ? (FloatType) node.input(STATE).type().element() : type;
            node.alsoYields(1, steps.done(steps.cast(state, kept)));
        }
        Value all = steps.scaled(steps.concat(2, outputs), scale);
        return steps.done(steps.cast(Heads.merged(steps, all), type));
    }

    private static Value heads(OnnxNode node, Composition steps, int index, int count, FloatType type) {
        return Heads.split(steps, steps.cast(node.value(index), type), count);
    }

    /// {@return the decay of a token in logarithms, `[batch, groups, 1, size]`, or with a 1 in place of the size}
    private static Value decay(OnnxNode node, Composition steps, int groups, int token, FloatType type) {
        Value decay = steps.cast(node.value(DECAY), type);
        return Heads.split(steps, steps.slice(decay, 1, token, 1), groups);
    }

    /// {@return the update rate of a token, `[batch, groups, 1, 1]`, or with a 1 in place of the groups}
    private static Value update(OnnxNode node, Composition steps, int token, FloatType type) {
        Value update = steps.slice(steps.cast(node.value(UPDATE), type), 1, token, 1);
        return steps.reshape(update, update.shape().extent(0), update.shape().last(), 1, 1);
    }
}
