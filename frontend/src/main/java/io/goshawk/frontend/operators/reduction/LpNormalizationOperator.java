package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Where;
import io.goshawk.ir.onnx.reduction.Reduce;
import java.util.List;

/// LpNormalization: `x` divided by its norm along an axis; what has the norm 0 stays 0.
final class LpNormalizationOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Value input = node.value(0);
        int axis = node.attributes().axisNamed("axis", -1, input.shape().rank());
        long order = node.attributes().integer("p", 2);
        if (order != 1 && order != 2) {
            throw node.because(Code.BAD_ATTRIBUTE, "p is " + order + ", neither 1 nor 2");
        }
        Composition steps = new Composition(node);
        Value norm = steps.add(new Reduce(input, List.of(axis), true, order == 1 ? Reduce.Kind.L1 : Reduce.Kind.L2));
        Value zero = steps.literal(input.type().element(), 0);
        Value one = steps.literal(input.type().element(), 1);
        Value divisor = steps.add(new Where(steps.binary(norm, Binary.Kind.EQUAL, zero), one, norm));
        return steps.done(steps.binary(input, Binary.Kind.DIV, divisor));
    }
}
