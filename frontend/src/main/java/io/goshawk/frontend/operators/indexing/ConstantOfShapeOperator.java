package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.tensor.FloatTensor;

/// ConstantOfShape: one number, float zero unless said otherwise, everywhere.
final class ConstantOfShapeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Known number = node.attributes().tensor("value").orElseGet(() -> node.known(FloatTensor.of(Shape.of(1), 0)));
        if (number.shape().size() != 1) {
            throw node.because(
                    Code.BAD_ATTRIBUTE, "value holds " + number.shape().size() + " numbers, not one");
        }
        Shape shape = Extents.shape(node.integers(0, "the shape"), node.at(), "the result");
        Extents.checkFilled(shape, node.at());
        Composition steps = new Composition(node);
        return node.result(new Expand(steps.reshape(node.emit(number), Shape.SCALAR), shape));
    }
}
