package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;

/// Operators whose result has a shape that depends on the elements of their inputs: refused, with the reason.
final class DynamicShapeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        throw node.because(
                        Code.UNSUPPORTED_FEATURE,
                        "how many elements " + node.type() + " yields depends on the data, and shapes are static")
                .hint("export the model without this step, and do it on the host");
    }
}
