package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.normalization.LogSoftmax;
import io.goshawk.ir.onnx.normalization.Softmax;

/// Softmax and LogSoftmax. Before opset 13 they flattened all axes from `axis` on into one; where these are several,
/// the same is said here with two reshapes.
record SoftmaxOperator(boolean logarithm) implements Operator {
    private static final int SINGLE_AXIS_OPSET = 13;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        boolean flattens = node.opset() < SINGLE_AXIS_OPSET;
        long stated = node.attributes().integer("axis", flattens ? 1 : -1);
        Value input = node.value(0);
        // Flattening may begin behind the last axis, which leaves rows of one element.
        int rank = input.shape().rank();
        if (flattens && stated == rank) {
            return rows(node, input, rank);
        }
        int axis = node.attributes().axis("axis", stated, rank);
        return flattens && input.shape().stride(axis) != 1 ? rows(node, input, axis) : node.result(op(input, axis));
    }

    private OnnxOp op(Value input, int axis) {
        return logarithm ? new LogSoftmax(input, axis) : new Softmax(input, axis);
    }

    private Imported rows(OnnxNode node, Value input, int axis) {
        Composition steps = new Composition(node);
        int count = new Shape(input.shape().extents().subList(0, axis)).size();
        int extent =
                new Shape(input.shape().extents().subList(axis, input.shape().rank())).size();
        Value rows = steps.reshape(input, count, extent);
        return steps.done(steps.reshape(steps.add(op(rows, 1)), input.shape()));
    }
}
