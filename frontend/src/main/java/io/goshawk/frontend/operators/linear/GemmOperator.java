package io.goshawk.frontend.operators.linear;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;

/// Gemm, `alpha * A' * B' + beta * C`, as MatMul, Mul and Add; factors of 1 leave no trace.
final class GemmOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        float alpha = node.attributes().number("alpha", 1);
        float beta = node.attributes().number("beta", 1);
        boolean transposeLeft = node.attributes().flag("transA", false);
        boolean transposeRight = node.attributes().flag("transB", false);
        Composition steps = new Composition(node);
        Value left = matrix(node, steps, 0, transposeLeft);
        Value right = matrix(node, steps, 1, transposeRight);
        Value product = scaled(node, steps, steps.product(left, right), "alpha", alpha);
        if (!node.has(2) || beta == 0) {
            return steps.done(product);
        }
        Value bias = scaled(node, steps, node.value(2), "beta", beta);
        if (!Broadcast.of(product.shape(), bias.shape()).equals(product.shape())) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "C of shape [" + bias.shape() + "] does not broadcast to the product's [" + product.shape() + "]");
        }
        return node.result(new Binary(product, bias, Binary.Kind.ADD));
    }

    private static Value matrix(OnnxNode node, Composition steps, int index, boolean transposed) {
        Value value = node.value(index);
        if (value.shape().rank() != 2) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "input " + index + " of Gemm has the shape [" + value.shape() + "], not a matrix's");
        }
        return transposed ? steps.swapped(value) : value;
    }

    private static Value scaled(OnnxNode node, Composition steps, Value value, String name, float factor) {
        boolean exact = value.type().element() instanceof FloatType || factor == Math.rint(factor);
        if (!exact) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            name + " is " + factor + ", and the matrices hold "
                                    + value.type().element() + " elements")
                    .hint("integer matrices take whole factors: cast them to float in the model");
        }
        return steps.scaled(value, factor);
    }
}
