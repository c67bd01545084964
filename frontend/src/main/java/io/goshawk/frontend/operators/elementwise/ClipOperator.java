package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Domain;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/// Clip. Its bounds were attributes before opset 11, and are inputs since.
final class ClipOperator implements Operator {
    private static final int BOUNDS_ARE_INPUTS = 11;

    @Override
    public Imported convert(OnnxNode node) {
        List<Value> operands = new ArrayList<>();
        boolean hasLow;
        boolean hasHigh;
        if (node.opset() < BOUNDS_ARE_INPUTS) {
            node.expectInputs(1, 1);
            hasLow = addAttribute(node, "min", -Float.MAX_VALUE, operands);
            hasHigh = addAttribute(node, "max", Float.MAX_VALUE, operands);
        } else {
            node.expectInputs(1, 3);
            hasLow = addInput(node, 1, operands);
            hasHigh = addInput(node, 2, operands);
        }
        UnaryOperator.check(node, Domain.NUMBERS);
        if (operands.isEmpty()) {
            return (Imported) node.input(0);
        }
        operands.addFirst(node.value(0));
        return node.result(
                new Clip(operands, hasLow && hasHigh ? Clip.Sides.BOTH : hasLow ? Clip.Sides.LOW : Clip.Sides.HIGH));
    }

    private static boolean addAttribute(OnnxNode node, String name, float otherwise, List<Value> operands) {
        if (!node.attributes().has(name)) {
            return false;
        }
        float bound = node.attributes().number(name, otherwise);
        operands.add(new Composition(node).literal(node.input(0).type().element(), bound));
        return true;
    }

    /// An infinite bound is none.
    private static boolean addInput(OnnxNode node, int index, List<Value> operands) {
        boolean isOpen = !node.has(index)
                || (node.input(index) instanceof Known(FloatTensor bound, var _, var _)
                        && bound.shape().size() == 1
                        && bound.at(0) == (index == 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY));
        if (!isOpen) {
            operands.add(node.value(index));
        }
        return !isOpen;
    }
}
