package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.LayerNormalization.Part;
import io.goshawk.ir.onnx.normalization.RmsNormalization;

/// SkipLayerNormalization and SkipSimplifiedLayerNormalization: the normalised sum of the input, a second branch and a
/// bias. The sum is the fourth output.
///
/// @param simplified whether it is a root-mean-square normalisation, without a shift
record SkipNormalizationOperator(boolean simplified) implements Operator {
    private static final float DEFAULT_EPSILON = 1e-12f;
    private static final int SUM = 3;

    @Override
    public Imported convert(OnnxNode node) {
        int bias = simplified ? 3 : 4;
        node.expectInputs(3, bias + 1);
        float epsilon = node.attributes().number("epsilon", DEFAULT_EPSILON);
        Composition steps = new Composition(node);
        Value sum = steps.plus(node.value(0), node.value(1));
        if (node.has(bias)) {
            sum = steps.plus(sum, node.value(bias));
        }
        if (node.wants(SUM)) {
            node.alsoYields(SUM, steps.done(sum));
        }
        int axis = sum.shape().rank() - 1;
        if (simplified) {
            return node.result(new RmsNormalization(sum, node.value(2), axis, epsilon));
        }
        Value shift = node.has(3) ? node.value(3) : steps.literal(sum.type().element(), 0);
        return node.result(
                new LayerNormalization(sum, node.value(2), shift, axis, epsilon, Part.OUTPUT, FloatType.F32));
    }
}
