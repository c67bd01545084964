package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.elementwise.Where;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.GatherElements;
import io.goshawk.ir.onnx.normalization.LogSoftmax;
import io.goshawk.ir.onnx.reduction.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// NegativeLogLikelihoodLoss and SoftmaxCrossEntropyLoss, in steps: the score of each target, weighted, reduced.
///
/// @param softmax whether the scores go through LogSoftmax first, which is the second output
record LossOperator(boolean softmax) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        Composition steps = new Composition(node);
        Value scores = node.value(0);
        Value target = node.value(1);
        checkShapes(node, scores.shape(), target.shape());
        if (softmax) {
            scores = steps.add(new LogSoftmax(scores, 1));
            if (node.wants(1)) {
                node.alsoYields(1, steps.done(scores));
            }
        }
        ElementType element = scores.type().element();
        Optional<Value> ignored = ignored(node, steps, target);
        Value safe = ignored.map(mask -> choose(steps, mask, 0, target)).orElse(target);
        Value loss = steps.add(new Unary(picked(steps, scores, safe), Unary.Kind.NEG));
        Optional<Value> weights = node.has(2)
                ? Optional.of(steps.add(new Gather(node.value(2), safe, 0)))
                : ignored.map(_ -> steps.literal(element, 1));
        if (ignored.isPresent()) {
            loss = choose(steps, ignored.get(), 0, loss);
            weights = weights.map(all -> choose(steps, ignored.get(), 0, all));
        }
        return steps.done(reduced(node, steps, loss, weights));
    }

    private static void checkShapes(OnnxNode node, Shape scores, Shape target) {
        List<Integer> expected = new ArrayList<>(scores.extents());
        if (expected.size() >= 2) {
            expected.subList(1, 2).clear();
        }
        if (scores.rank() < 2 || !target.extents().equals(expected)) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "targets of shape [" + target + "] for scores of shape [" + scores + "]");
        }
    }

    private static Optional<Value> ignored(OnnxNode node, Composition steps, Value target) {
        if (!node.attributes().has("ignore_index")) {
            return Optional.empty();
        }
        Value index = steps.literal(
                target.type().element(), (double) node.attributes().integer("ignore_index", 0));
        return Optional.of(steps.binary(target, Binary.Kind.EQUAL, index));
    }

    private static Value choose(Composition steps, Value mask, double number, Value otherwise) {
        return steps.add(new Where(mask, steps.literal(otherwise.type().element(), number), otherwise));
    }

    /// {@return the score of each target along axis 1}
    private static Value picked(Composition steps, Value scores, Value target) {
        List<Integer> extents = new ArrayList<>(target.shape().extents());
        extents.add(1, 1);
        Value indices = steps.reshape(target, new Shape(extents));
        return steps.reshape(steps.add(new GatherElements(scores, indices, 1)), target.shape());
    }

    private static Value reduced(OnnxNode node, Composition steps, Value loss, Optional<Value> weights) {
        Value weighted = weights.map(factors -> steps.binary(loss, Binary.Kind.MUL, factors))
                .orElse(loss);
        return switch (node.attributes().text("reduction", "mean")) {
            case "none" -> weighted;
            case "sum" -> whole(steps, weighted, Reduce.Kind.SUM);
            case "mean" ->
                weights.map(factors -> steps.binary(
                                whole(steps, weighted, Reduce.Kind.SUM),
                                Binary.Kind.DIV,
                                whole(steps, factors, Reduce.Kind.SUM)))
                        .orElseGet(() -> whole(steps, loss, Reduce.Kind.MEAN));
            case String other ->
                throw node.because(Code.BAD_ATTRIBUTE, "reduction is \"" + other + "\"")
                        .hint("losses know none, sum and mean");
        };
    }

    private static Value whole(Composition steps, Value value, Reduce.Kind kind) {
        List<Integer> axes = IntStream.range(0, value.shape().rank()).boxed().toList();
        return steps.add(new Reduce(value, axes, false, kind));
    }
}
