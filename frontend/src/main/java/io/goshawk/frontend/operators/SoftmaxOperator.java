package io.goshawk.frontend.operators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.shape.Reshape;

/// Softmax. Before opset 13 it flattened all axes from `axis` on into one; where these are several, the same is
/// said here with two reshapes.
final class SoftmaxOperator implements Operator {
    private static final int SINGLE_AXIS_OPSET = 13;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        boolean flattens = node.opset() < SINGLE_AXIS_OPSET;
        long stated = node.attributes().integer("axis", flattens ? 1 : -1);
        Value input = node.value(0);
        int axis = node.attributes().axis("axis", stated, input.shape().rank());
        if (!flattens || input.shape().stride(axis) == 1) {
            return node.result(new Softmax(input, axis));
        }
        int inner = input.shape().extents().subList(axis, input.shape().rank()).stream()
                .reduce(1, (a, b) -> a * b);
        Value rows = node.add(new Reshape(input, Shape.of(input.shape().size() / inner, inner)));
        return node.result(new Reshape(node.add(new Softmax(rows, 1)), input.shape()));
    }
}
