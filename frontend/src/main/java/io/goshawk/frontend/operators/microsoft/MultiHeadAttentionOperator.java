package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.transformer.Heads;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import java.util.List;

/// MultiHeadAttention of ONNX Runtime: queries, keys and values apart, or packed in one tensor or two.
final class MultiHeadAttentionOperator implements Operator {
    private static final int BIAS = 3;
    private static final int MASK = 4;
    private static final int ADDED = 5;
    private static final int PAST_KEY = 6;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 10);
        Attending.refuse(node, PAST_KEY, "a past state");
        int heads = Attending.count(node, "num_heads");
        Composition steps = new Composition(node);
        Value query = biased(node, steps, query(node, steps, heads), 0);
        Value key = biased(node, steps, other(node, steps, 1, heads), 1);
        Value value = biased(node, steps, other(node, steps, 2, heads), 2);
        Attending.yields(node, steps, key, value);
        return Attending.attended(node, steps, List.of(query, key, value), MASK, ADDED);
    }

    private static Value query(OnnxNode node, Composition steps, int heads) {
        Value given = node.value(0);
        return given.shape().rank() == 5 ? plane(steps, given, 0) : Heads.split(steps, given, heads);
    }

    private static Value other(OnnxNode node, Composition steps, int index, int heads) {
        if (!node.has(1)) {
            return plane(steps, packed(node, 0), index);
        }
        if (!node.has(2)) {
            return plane(steps, packed(node, 1), index - 1);
        }
        Value given = node.value(index);
        return given.shape().rank() == 4 ? given : Heads.split(steps, given, heads);
    }

    private static Value packed(OnnxNode node, int index) {
        Value given = node.value(index);
        if (given.shape().rank() != 5) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "input " + index + " has the shape [" + given.shape()
                            + "], and packs no [batch, sequence, heads, parts, size]");
        }
        return given;
    }

    /// {@return part `index` of `packed`, `[batch, sequence, heads, parts, size]`, as `[batch, heads,
    /// sequence, size]`}
    private static Value plane(Composition steps, Value packed, int index) {
        Shape shape = packed.shape();
        Value part = steps.reshape(
                steps.slice(packed, 3, index, 1), shape.extent(0), shape.extent(1), shape.extent(2), shape.extent(4));
        return steps.transpose(part, 0, 2, 1, 3);
    }

    /// {@return `value` with its part of the bias, where there is one}
    private static Value biased(OnnxNode node, Composition steps, Value value, int index) {
        if (!node.has(BIAS)) {
            return value;
        }
        int heads = value.shape().extent(1);
        int size = value.shape().last();
        Value bias = node.value(BIAS);
        // Queries and keys are of one size; values come last and may differ.
        int query = index == 2 ? (bias.shape().size() - heads * size) / 2 : heads * size;
        Value own = steps.slice(bias, 0, index * query, heads * size);
        return steps.plus(value, steps.reshape(own, heads, 1, size));
    }
}
