package io.goshawk.frontend.operators.linear;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;

/// MatMul. Batches broadcast, and vectors are matrices of one row or one column.
final class MatMulOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        return new Composition(node).done(Matrices.product(node, node.value(0), node.value(1)));
    }
}
