package io.goshawk.frontend.operators.normalization;

import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.normalization.LocalResponseNormalization;

/// LRN.
final class LocalResponseNormalizationOperator implements Operator {
    private static final float ALPHA = 1e-4f;
    private static final float BETA = 0.75f;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        long size = node.attributes().integer("size", 0);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw node.because(Code.BAD_ATTRIBUTE, "size is " + size + " and should be 1 or more");
        }
        float alpha = node.attributes().number("alpha", ALPHA);
        float beta = node.attributes().number("beta", BETA);
        float bias = node.attributes().number("bias", 1);
        Floating.check(node, 0);
        return node.result(new LocalResponseNormalization(node.value(0), (int) size, alpha, beta, bias));
    }
}
