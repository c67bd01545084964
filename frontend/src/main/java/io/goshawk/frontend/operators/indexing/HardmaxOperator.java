package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.indexing.OneHot;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.tensor.IntTensor;

/// Hardmax, as OneHot of ArgMax. Before opset 13 it flattened all axes from `axis` on into one.
final class HardmaxOperator implements Operator {
    private static final int SINGLE_AXIS_OPSET = 13;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Shape shape = node.input(0).shape();
        boolean flattens = node.opset() < SINGLE_AXIS_OPSET;
        int axis = node.attributes().axisNamed("axis", flattens ? 1 : -1, shape.rank());
        Composition steps = new Composition(node);
        Value input = node.value(0);
        if (flattens) {
            int inner = shape.extents().subList(axis, shape.rank()).stream().reduce(1, (a, b) -> a * b);
            input = steps.reshape(input, inner == 0 ? 0 : shape.size() / inner, inner);
            axis = 1;
        }
        Value bits = node.emit(node.known(
                Numbers.of(IntTensor.of(Shape.of(2), 0, 1), input.type().element()),
                input.type().element()));
        Value best = steps.add(ArgExtreme.max(input, axis, false));
        Value hot = steps.add(new OneHot(best, bits, input.shape().extent(axis), axis));
        return steps.done(steps.reshape(hot, shape));
    }
}
