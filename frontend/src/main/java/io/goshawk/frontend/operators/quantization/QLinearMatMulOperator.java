package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;

/// QLinearMatMul: a matrix product between two DequantizeLinear and a QuantizeLinear, which is what it means.
final class QLinearMatMulOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(8, 8);
        Scaling scaling = new Scaling(node).checkScales(1, 4, 6);
        Composition steps = new Composition(node);
        int rank = node.input(0).shape().rank();
        // A vector of scales has one for each row on the left and in the result, one for each column on the right.
        Value left = scaling.dequantized(0, 1, 2, rank - 2);
        Value right = scaling.dequantized(3, 4, 5, node.input(3).shape().rank() - 1);
        Value product = steps.product(left, right);
        return scaling.quantized(product, 6, 7, product.shape().rank() - 2, IntType.u(8));
    }
}
