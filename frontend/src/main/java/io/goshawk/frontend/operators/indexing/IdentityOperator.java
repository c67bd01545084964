package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.IntTensor;

/// Identity and Dropout at inference: nothing.
final class IdentityOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 3);
        if (node.has(2) && !isFalse(node)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "Dropout in training mode")
                    .hint("export the model in inference mode: model.eval()");
        }
        return (Imported) node.input(0);
    }

    private static boolean isFalse(OnnxNode node) {
        return node.constant(2, "training_mode") instanceof IntTensor flag
                && flag.shape().size() == 1
                && flag.at(0) == 0;
    }
}
