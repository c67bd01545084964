package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.normalization.RmsNormalization;

/// RMSNormalization, and SimplifiedLayerNormalization, which says the same.
public final class RmsNormalizationOperator implements Operator {
    private static final float DEFAULT_EPSILON = 1e-5f;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        float epsilon = node.attributes().number("epsilon", DEFAULT_EPSILON);
        Value input = node.value(0);
        int axis = node.attributes().axisNamed("axis", -1, input.shape().rank());
        return node.result(new RmsNormalization(input, node.value(1), axis, epsilon));
    }
}
