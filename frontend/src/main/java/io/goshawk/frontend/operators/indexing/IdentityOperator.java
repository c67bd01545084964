package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;

/// Identity, and OptionalGetElement of a tensor, which is there: nothing.
final class IdentityOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        return (Imported) node.input(0);
    }
}
