package io.goshawk.frontend.operators.ml;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;

/// ZipMap: puts names to the numbers along the last axis, which is left to the host.
final class ZipMapOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        node.remark("ZipMap names the columns of a tensor; the tensor itself is the output");
        return (Imported) node.input(0);
    }
}
