package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;

/// ConstantOfShape: one number, float zero unless said otherwise, everywhere.
final class ConstantOfShapeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Tensor number = node.attributes().tensor("value").orElse(FloatTensor.of(Shape.of(1), 0));
        if (number.shape().size() != 1) {
            throw node.because(
                    Code.BAD_ATTRIBUTE, "value holds " + number.shape().size() + " numbers, not one");
        }
        Shape shape = Extents.shape(node.integers(0, "the shape"), node.at(), "the result");
        Extents.checkMadeUp(shape, node.at());
        return node.known(number.gather(shape, new int[shape.size()]));
    }
}
