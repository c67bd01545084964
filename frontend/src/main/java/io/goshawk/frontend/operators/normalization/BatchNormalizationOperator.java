package io.goshawk.frontend.operators.normalization;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// BatchNormalization along axis 1: by the statistics that are given, or, in training mode, by those of its input.
final class BatchNormalizationOperator implements Operator {
    private static final float DEFAULT_EPSILON = 1e-5f;
    private static final float DEFAULT_MOMENTUM = 0.9f;
    private static final List<String> ROLES = List.of("scale", "bias", "mean", "variance");

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(5, 5);
        if (!node.attributes().flag("spatial", true)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "BatchNormalization with spatial = 0")
                    .hint("export the model with opset 9 or newer");
        }
        float epsilon = node.attributes().number("epsilon", DEFAULT_EPSILON);
        if (node.input(4) instanceof Known(FloatTensor variance, var _, var _)) {
            checkVariance(variance, epsilon, node);
        }
        List<Value> parameters = IntStream.range(1, 5).mapToObj(node::value).toList();
        Value input = node.value(0);
        checkShapes(node, input.shape(), parameters);
        List<Value> statistics = parameters.subList(2, 4);
        if (node.attributes().flag("training_mode", false)) {
            statistics = learned(node, input, statistics);
        }
        return node.result(new BatchNormalization(
                input, parameters.get(0), parameters.get(1), statistics.get(0), statistics.get(1), epsilon));
    }

    /// {@return mean and variance of `input` itself}
    /// @param running those of before, which it moves
    private static List<Value> learned(OnnxNode node, Value input, List<Value> running) {
        Composition steps = new Composition(node);
        List<Integer> axes = IntStream.range(0, input.shape().rank())
                .filter(axis -> axis != 1)
                .boxed()
                .toList();
        Value mean = steps.add(new Reduce(input, axes, true, Reduce.Kind.MEAN));
        Value centred = steps.binary(input, Binary.Kind.SUB, mean);
        Value variance = steps.add(new Reduce(steps.times(centred, centred), axes, true, Reduce.Kind.MEAN));
        List<Value> own = Stream.of(mean, variance)
                .map(value -> steps.reshape(value, input.shape().extent(1)))
                .toList();
        double momentum = node.attributes().number("momentum", DEFAULT_MOMENTUM);
        for (int i = 0; i < own.size(); i++) {
            if (node.wants(i + 1)) {
                Value moved =
                        steps.plus(steps.scaled(running.get(i), momentum), steps.scaled(own.get(i), 1 - momentum));
                node.alsoYields(i + 1, steps.done(moved));
            }
        }
        return own;
    }

    private static void checkShapes(OnnxNode node, Shape input, List<Value> parameters) {
        if (input.rank() < 2) {
            throw node.because(Code.SHAPE_MISMATCH, "the input has the shape [" + input + "], without an axis 1");
        }
        Shape vector = Shape.of(input.extent(1));
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).shape().equals(vector)) {
                throw node.because(
                                Code.SHAPE_MISMATCH,
                                "the " + ROLES.get(i) + " has the shape ["
                                        + parameters.get(i).shape() + "]; the input [" + input + "] has " + vector
                                        + " channels along axis 1")
                        .hint("BatchNormalization takes one number a channel, and channels lie along axis 1");
            }
        }
    }

    private static void checkVariance(FloatTensor variance, float epsilon, OnnxNode node) {
        for (int i = 0; i < variance.shape().size(); i++) {
            if (variance.at(i) + epsilon <= 0) {
                throw node.because(
                                Code.BAD_TENSOR_DATA,
                                "variance + epsilon is " + (variance.at(i) + epsilon) + " in channel " + i
                                        + " and must be positive")
                        .hint("a variance is never negative: export the model again");
            }
        }
    }
}
