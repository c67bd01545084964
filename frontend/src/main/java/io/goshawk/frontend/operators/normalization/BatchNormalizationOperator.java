package io.goshawk.frontend.operators.normalization;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;
import java.util.stream.IntStream;

/// BatchNormalization at inference, along axis 1.
final class BatchNormalizationOperator implements Operator {
    private static final float DEFAULT_EPSILON = 1e-5f;
    private static final List<String> ROLES = List.of("scale", "bias", "mean", "variance");

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(5, 5);
        if (node.attributes().flag("training_mode", false)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "BatchNormalization in training mode")
                    .hint("export the model in inference mode: model.eval()");
        }
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
        return node.result(new BatchNormalization(
                input, parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3), epsilon));
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
