package io.goshawk.frontend.operators;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.shape.Transpose;
import java.util.List;

/// Gemm, `alpha * A' * B' + beta * C`, as MatMul, Mul and Add; factors of 1 leave no trace.
final class GemmOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        float alpha = node.attributes().number("alpha", 1);
        float beta = node.attributes().number("beta", 1);
        boolean transposeLeft = node.attributes().flag("transA", false);
        boolean transposeRight = node.attributes().flag("transB", false);
        Value left = matrix(node, 0, transposeLeft);
        Value right = matrix(node, 1, transposeRight);
        Value product = scaled(node, node.add(new MatMul(left, right)), alpha);
        if (!node.has(2)) {
            return new Imported.Flowing(product);
        }
        Value bias = scaled(node, node.value(2), beta);
        if (!Broadcast.of(product.shape(), bias.shape()).equals(product.shape())) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "C of shape [" + bias.shape() + "] does not broadcast to the product's [" + product.shape() + "]");
        }
        return node.result(new Binary(product, bias, Binary.Kind.ADD));
    }

    private static Value matrix(OnnxNode node, int index, boolean transposed) {
        Value value = node.value(index);
        if (value.shape().rank() != 2) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "input " + index + " of Gemm has the shape [" + value.shape() + "], not a matrix's");
        }
        return transposed ? node.add(new Transpose(value, List.of(1, 0))) : value;
    }

    private static Value scaled(OnnxNode node, Value value, float factor) {
        return factor == 1 ? value : node.add(new Binary(value, node.literal(factor), Binary.Kind.MUL));
    }
}
