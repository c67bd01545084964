package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;

/// Size: always known, since shapes are static.
final class SizeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        return node.known(
                IntTensor.of(Shape.SCALAR, Reshaping.size(node.input(0).shape())));
    }
}
