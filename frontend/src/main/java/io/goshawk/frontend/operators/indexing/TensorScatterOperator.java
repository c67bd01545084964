package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.TensorScatter;
import io.goshawk.ir.tensor.IntTensor;

/// TensorScatter; without indices, updates go to the beginning.
final class TensorScatterOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        String mode = node.attributes().text("mode", "linear");
        if (!mode.equals("linear") && !mode.equals("circular")) {
            throw node.because(Code.BAD_ATTRIBUTE, "mode is \"" + mode + "\", neither linear nor circular");
        }
        Shape shape = node.input(0).shape();
        int axis = node.attributes().axisNamed("axis", -2, shape.rank());
        Value starts = node.has(2) ? node.value(2) : node.emit(node.known(zeros(shape.extent(0))));
        return node.result(new TensorScatter(node.value(0), node.value(1), starts, axis, mode.equals("circular")));
    }

    private static IntTensor zeros(int count) {
        return IntTensor.of(Shape.of(1), 0).gather(Shape.of(count), new int[count]);
    }
}
