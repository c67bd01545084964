package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;

/// FINN XnorPopcountMatMul: how many pairs of bits agree in each product of a row and a column. With bits standing for
/// -1 and 1, a product of `k` pairs is `agreeing - (k - agreeing)`, so it is a matrix product and affine maps.
final class XnorPopcountOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Composition steps = new Composition(node);
        QuantOperator.floats(node);
        Value left = node.value(0);
        Value right = node.value(1);
        if (left.shape().rank() < 2 || right.shape().rank() != 2) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "no product of bits of shapes [" + left.shape() + "] and [" + right.shape() + "]");
        }
        Value product = steps.product(signs(steps, left), signs(steps, right));
        Value pairs = steps.literal(product.type().element(), left.shape().last());
        return steps.done(steps.scaled(steps.binary(product, Binary.Kind.ADD, pairs), 0.5));
    }

    private static Value signs(Composition steps, Value bits) {
        Value one = steps.literal(bits.type().element(), 1);
        return steps.binary(steps.scaled(bits, 2), Binary.Kind.SUB, one);
    }
}
