package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.microsoft.PackedAttentionOperator.Places;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.Value;

/// QAttention of ONNX Runtime: attention whose input and whose matrix are integers. Inputs are both, the bias, both
/// scales, the mask, both zero points and a past state.
final class QAttentionOperator implements Operator {
    private static final int BIAS = 2;
    private static final Places PLACES = new Places(8, 5, Integer.MAX_VALUE);

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(5, 9);
        Scaling scaling = new Scaling(node).checkScales(3, 4);
        Composition steps = new Composition(node);
        Value input = scaling.dequantized(0, 3, 6, 0);
        Value product = steps.product(input, scaling.dequantized(1, 4, 7, 1));
        Value packed = node.has(BIAS) ? steps.plus(product, node.value(BIAS)) : product;
        return PackedAttentionOperator.attended(node, steps, packed, PLACES);
    }
}
