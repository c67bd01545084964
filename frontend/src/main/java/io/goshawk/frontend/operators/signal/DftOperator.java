package io.goshawk.frontend.operators.signal;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import java.util.stream.IntStream;

/// DFT of `[…, axis, …, parts]`. The axis is an attribute before opset 20, and an input since.
final class DftOperator implements Operator {
    private static final int AXIS_IS_INPUT = 20;

    @Override
    public Imported convert(OnnxNode node) {
        boolean isNew = node.opset() >= AXIS_IS_INPUT;
        node.expectInputs(1, isNew ? 3 : 2);
        boolean isInverse = node.attributes().flag("inverse", false);
        boolean isOneSided = node.attributes().flag("onesided", false);
        Shape shape = node.input(0).shape();
        long stated = !isNew ? node.attributes().integer("axis", 1) : node.has(2) ? node.integer(2, "the axis") : -2;
        int axis = node.attributes().axis("axis", stated, shape.rank());
        if (axis == shape.rank() - 1) {
            throw node.because(Code.BAD_ATTRIBUTE, "axis is " + stated + ", that of the parts of a number");
        }
        int places = shape.extent(axis);
        int whole = isOneSided && isInverse ? 2 * (places - 1) : places;
        int length = node.has(1) ? Math.toIntExact(node.integer(1, "the length")) : whole;
        Composition steps = new Composition(node);
        // The axis changes places with the last but one, before and behind.
        Integer[] order = IntStream.range(0, shape.rank()).boxed().toArray(Integer[]::new);
        order[axis] = shape.rank() - 2;
        order[shape.rank() - 2] = axis;
        Value moved = steps.transpose(node.value(0), order);
        Value spectrum = new Fourier(node, length, isOneSided, isInverse).of(moved);
        return steps.done(steps.transpose(spectrum, order));
    }
}
