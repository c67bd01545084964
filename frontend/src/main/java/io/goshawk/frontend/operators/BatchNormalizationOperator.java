package io.goshawk.frontend.operators;

import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.BatchNormalization;
import io.goshawk.ir.tensor.FloatTensor;

/// BatchNormalization at inference, along axis 1.
final class BatchNormalizationOperator implements Operator {
    private static final float DEFAULT_EPSILON = 1e-5f;

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
        if (node.input(4) instanceof Known(FloatTensor variance, var _)) {
            checkVariance(variance, epsilon, node);
        }
        Value[] parameters = {node.value(1), node.value(2), node.value(3), node.value(4)};
        Value input = node.value(0);
        if (input.shape().rank() < 2) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "the input has the shape [" + input.shape() + "], without an axis 1");
        }
        Shape vector = Shape.of(input.shape().extent(1));
        for (Value parameter : parameters) {
            if (!parameter.shape().equals(vector)) {
                throw node.because(
                        Code.SHAPE_MISMATCH,
                        "a parameter has the shape [" + parameter.shape() + "]; axis 1 of the input needs [" + vector
                                + "]");
            }
        }
        return node.result(
                new BatchNormalization(input, parameters[0], parameters[1], parameters[2], parameters[3], epsilon));
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
