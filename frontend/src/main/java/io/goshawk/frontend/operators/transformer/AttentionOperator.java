package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.normalization.Softmax;
import java.util.List;
import java.util.Optional;

/// Attention of ONNX itself (opset 23 and newer), as the products, the softmax and the masks it is made of: whoever
/// quantises or schedules a network has to see the matrix products, and where they stand.
///
/// Queries are scaled once; a query that may attend no key yields zeros.
public final class AttentionOperator implements Operator {
    private static final int MASK = 3;
    private static final int PAST_KEY = 4;
    private static final int PAST_VALUE = 5;
    private static final int LENGTHS = 6;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 7);
        Settings settings = Settings.of(node);
        Composition steps = new Composition(node);
        if (node.has(PAST_KEY) != node.has(PAST_VALUE) || (node.has(PAST_KEY) && node.has(LENGTHS))) {
            throw node.because(Code.BAD_INPUTS, "past_key and past_value go together, and never with nonpad_kv_seqlen");
        }
        Value query = heads(node, steps, 0, "q_num_heads");
        Value key = joined(node, steps, PAST_KEY, heads(node, steps, 1, "kv_num_heads"));
        Value value = joined(node, steps, PAST_VALUE, heads(node, steps, 2, "kv_num_heads"));
        double scale =
                settings.scale().orElseGet(() -> 1 / Math.sqrt(query.shape().last()));
        Value raw = Heads.product(steps, steps.scaled(query, scale), steps.swapped(key));
        Value capped = settings.capped(steps, raw);
        Mask mask = mask(node, steps, settings, capped);
        Optional<Value> bias = mask.bias();
        Value biased = bias.map(term -> steps.plus(capped, term)).orElse(capped);
        Value weights = weights(steps, settings, biased, mask);
        Value mixed = Heads.product(steps, weights, value);
        List<Value> stages = List.of(raw, capped, biased, weights);
        further(node, List.of(key, value, stages.get(settings.stage())));
        boolean isFlat = node.input(0).shape().rank() == 3;
        return steps.done(isFlat ? Heads.merged(steps, mixed) : mixed);
    }

    private static void further(OnnxNode node, List<Value> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            if (node.wants(i + 1)) {
                node.alsoYields(i + 1, node.imported(outputs.get(i)));
            }
        }
    }

    private static Value heads(OnnxNode node, Composition steps, int index, String count) {
        Value value = node.value(index);
        return switch (value.shape().rank()) {
            case 4 -> value;
            case 3 ->
                Heads.split(steps, value, Math.toIntExact(node.attributes().integer(count, 0)));
            default ->
                throw node.because(
                        Code.SHAPE_MISMATCH,
                        "input " + index + " of Attention has the shape [" + value.shape()
                                + "], which has neither 3 axes nor 4");
        };
    }

    private static Value joined(OnnxNode node, Composition steps, int index, Value fresh) {
        return node.has(index) ? steps.concat(2, List.of(node.value(index), fresh)) : fresh;
    }

    private static Mask mask(OnnxNode node, Composition steps, Settings settings, Value scores) {
        int queries = scores.shape().extent(2);
        int keys = scores.shape().extent(3);
        ElementType type = scores.type().element();
        Mask mask = new Mask(steps, type, Double.NEGATIVE_INFINITY);
        if (node.has(MASK)) {
            Value given = padded(steps, node.value(MASK), keys);
            if (given.type().element() instanceof IntType) {
                mask.require(given);
            } else {
                mask.add(given);
            }
        }
        Value offset = offset(node, steps, queries);
        if (settings.isCausal()) {
            mask.causal(queries, keys, offset);
        }
        mask.window(queries, keys, offset, settings.before(), settings.after());
        if (node.has(LENGTHS)) {
            Value places = steps.integers(Shape.of(1, 1, 1, keys), place -> place);
            mask.require(steps.binary(places, Binary.Kind.LESS, lengths(node, steps)));
        }
        return mask;
    }

    /// A mask may end before the keys do: those behind it are forbidden.
    private static Value padded(Composition steps, Value mask, int keys) {
        int missing = keys - mask.shape().last();
        if (missing <= 0 || mask.shape().rank() == 0) {
            return mask;
        }
        boolean isTruth = mask.type().element() instanceof IntType;
        Value rest = steps.filled(
                mask.type().element(), mask.shape().withLast(missing), isTruth ? 0 : Double.NEGATIVE_INFINITY);
        return steps.concat(mask.shape().rank() - 1, List.of(mask, rest));
    }

    /// {@return how many keys come before the first query, an `i64`: one number, or one a member of the batch}
    private static Value offset(OnnxNode node, Composition steps, int queries) {
        IntType type = IntType.s(Long.SIZE);
        if (node.has(LENGTHS)) {
            return steps.binary(lengths(node, steps), Binary.Kind.SUB, steps.literal(type, queries));
        }
        return steps.literal(
                type, node.has(PAST_KEY) ? node.value(PAST_KEY).shape().extent(2) : 0);
    }

    private static Value lengths(OnnxNode node, Composition steps) {
        Value given = steps.cast(node.value(LENGTHS), IntType.s(Long.SIZE));
        return steps.reshape(given, given.shape().size(), 1, 1, 1);
    }

    private static Value weights(Composition steps, Settings settings, Value scores, Mask mask) {
        ElementType type = scores.type().element();
        // The softmax is computed in doubles, so only a precision below that of the scores changes anything.
        FloatType narrow = settings.precision()
                .filter(precision -> precision == FloatType.F16 || precision == FloatType.BF16)
                .orElse((FloatType) type);
        Value soft = steps.cast(
                steps.add(new Softmax(steps.cast(scores, narrow), scores.shape().rank() - 1)), type);
        return mask.isEmpty()
                .map(empty -> steps.where(empty, steps.literal(type, 0), soft))
                .orElse(soft);
    }

    /// The attributes.
    ///
    /// @param before, after how far keys may lie before and behind a query; -1 for no limit
    /// @param stage which result the fourth output shows
    private record Settings(
            Optional<Double> scale,
            double softcap,
            boolean isCausal,
            int before,
            int after,
            int stage,
            Optional<FloatType> precision) {
        private static final List<String> STAGES = List.of("raw", "capped", "biased", "weights");

        static Settings of(OnnxNode node) {
            long stage = node.attributes().integer("qk_matmul_output_mode", 0);
            if (stage < 0 || stage >= STAGES.size()) {
                throw node.because(Code.BAD_ATTRIBUTE, "qk_matmul_output_mode is " + stage + ", not from 0 to 3");
            }
            return new Settings(
                    node.attributes().has("scale")
                            ? Optional.of((double) node.attributes().number("scale", 0))
                            : Optional.empty(),
                    node.attributes().number("softcap", 0),
                    node.attributes().flag("is_causal", false),
                    side(node, "left_window_size"),
                    side(node, "right_window_size"),
                    (int) stage,
                    precision(node));
        }

        private static int side(OnnxNode node, String name) {
            long size = node.attributes().integer(name, -1);
            if (size < -1) {
                throw node.because(Code.BAD_ATTRIBUTE, name + " is " + size + ", not -1 or more");
            }
            return (int) Math.min(size, Integer.MAX_VALUE >> 1);
        }

        private static Optional<FloatType> precision(OnnxNode node) {
            int number = Math.toIntExact(node.attributes().integer("softmax_precision", 0));
            return number == 0
                    ? Optional.empty()
                    : Optional.of(ElementTypes.element(number, node.at(), "softmax_precision"))
                            .filter(FloatType.class::isInstance)
                            .map(FloatType.class::cast);
        }

        Value capped(Composition steps, Value scores) {
            return softcap <= 0 ? scores : softcapped(steps, scores, softcap);
        }
    }

    /// {@return `limit * tanh(scores / limit)`}
    public static Value softcapped(Composition steps, Value scores, double limit) {
        Value inner = steps.binary(
                scores, Binary.Kind.DIV, steps.literal(scores.type().element(), limit));
        return steps.scaled(steps.unary(Unary.Kind.TANH, inner), limit);
    }
}
