package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.LayerNormalization.Part;
import io.goshawk.ir.onnx.reduction.Reduce;
import java.util.List;

/// EmbedLayerNormalization: the normalised sum of the embeddings of words, positions and segments.
final class EmbedNormalizationOperator implements Operator {
    private static final float DEFAULT_EPSILON = 1e-12f;
    private static final int SEGMENTS = 1;
    private static final int SEGMENT_EMBEDDING = 4;
    private static final int MASK = 7;
    private static final int POSITIONS = 8;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(7, 9);
        float epsilon = node.attributes().number("epsilon", DEFAULT_EPSILON);
        Composition steps = new Composition(node);
        Value words = node.value(0);
        Value positions = node.has(POSITIONS)
                ? node.value(POSITIONS)
                : steps.integers(Shape.of(1, words.shape().last()), place -> place);
        Value sum = steps.plus(
                steps.add(new Gather(node.value(2), words, 0)), steps.add(new Gather(node.value(3), positions, 0)));
        if (node.has(SEGMENTS) && node.has(SEGMENT_EMBEDDING)) {
            sum = steps.plus(sum, steps.add(new Gather(node.value(SEGMENT_EMBEDDING), node.value(SEGMENTS), 0)));
        }
        if (node.wants(1)) {
            node.alsoYields(1, steps.done(lengths(node, steps, words.shape())));
        }
        if (node.wants(2)) {
            node.alsoYields(2, steps.done(sum));
        }
        return node.result(new LayerNormalization(
                sum, node.value(5), node.value(6), sum.shape().rank() - 1, epsilon, Part.OUTPUT, FloatType.F32));
    }

    /// {@return how many words of each sequence are no padding; zeros where no mask says}
    private static Value lengths(OnnxNode node, Composition steps, Shape words) {
        IntType type = IntType.s(Integer.SIZE);
        return node.has(MASK)
                ? steps.add(new Reduce(steps.cast(node.value(MASK), type), List.of(1), false, Reduce.Kind.SUM))
                : steps.filled(type, Shape.of(words.extent(0)), 0);
    }
}
