package io.goshawk.frontend.operators.normalization;

import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.normalization.GroupNormalization;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.Arrays;

/// GroupNormalization, whose scale and bias had one number a group before opset 21 and have one a channel since; and
/// InstanceNormalization, where each channel is a group.
final class GroupNormalizationOperator implements Operator {
    private static final float DEFAULT_EPSILON = 1e-5f;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 3);
        float epsilon = node.attributes().number("epsilon", DEFAULT_EPSILON);
        boolean instances = node.type().equals("InstanceNormalization");
        if (!instances && !node.attributes().has("num_groups")) {
            throw node.because(Code.BAD_ATTRIBUTE, "GroupNormalization has no num_groups");
        }
        Floating.check(node, 0);
        Shape shape = node.input(0).shape();
        if (shape.rank() < 2) {
            throw node.because(Code.SHAPE_MISMATCH, "the input has the shape [" + shape + "], without an axis 1");
        }
        int channels = shape.extent(1);
        long groups = node.attributes().integer("num_groups", channels);
        if (groups < 1 || groups > channels || channels % groups != 0) {
            throw node.because(Code.BAD_ATTRIBUTE, channels + " channels do not make " + groups + " groups");
        }
        boolean perGroup = !instances && node.opset() < 21;
        Value scale = parameter(node, 1, (int) groups, perGroup ? channels : 0);
        Value bias = parameter(node, 2, (int) groups, perGroup ? channels : 0);
        return node.result(new GroupNormalization(node.value(0), scale, bias, (int) groups, epsilon));
    }

    /// {@return input `index`, its elements repeated for each of `channels` in their group, unless that is zero}
    private static Value parameter(OnnxNode node, int index, int groups, int channels) {
        Value own = node.value(index);
        // Some exporters of older opsets have always meant one number a channel.
        if (channels == 0 || groups == channels || own.shape().equals(Shape.of(channels))) {
            return own;
        }
        if (!own.shape().equals(Shape.of(groups))) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "input " + index + " has the shape [" + own.shape() + "] for " + groups + " groups");
        }
        Shape table = Shape.of(groups, channels / groups);
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        FloatType type = own.type().element() instanceof FloatType floats ? floats : FloatType.F32;
        Value repeat = node.emit(new Known(FloatTensor.of(table, type, ones), node.at()));
        Value column = node.add(new Reshape(own, Shape.of(groups, 1)));
        return node.add(new Reshape(node.add(new Binary(column, repeat, Binary.Kind.MUL)), Shape.of(channels)));
    }
}
