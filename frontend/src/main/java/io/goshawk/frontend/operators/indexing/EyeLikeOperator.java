package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// EyeLike: ones along a diagonal, zeros elsewhere; only the shape of the input matters.
final class EyeLikeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Shape shape = node.input(0).shape();
        if (shape.rank() != 2) {
            throw node.because(Code.SHAPE_MISMATCH, "the input has the shape [" + shape + "], not a matrix's");
        }
        Extents.checkMadeUp(shape, node.at());
        ElementType element = node.attributes().has("dtype")
                ? ElementTypes.element(Math.toIntExact(node.attributes().integer("dtype", 0)), node.at(), "the result")
                : node.input(0).type().element();
        long diagonal = node.attributes().integer("k", 0);
        int[] from = new int[shape.size()];
        for (int row = 0; row < shape.extent(0); row++) {
            long column = row + diagonal;
            if (column >= 0 && column < shape.last()) {
                from[(int) (row * (long) shape.last() + column)] = 1;
            }
        }
        Tensor bits = Numbers.of(IntTensor.of(Shape.of(2), 0, 1), element);
        return node.known(bits.gather(shape, from), element);
    }
}
