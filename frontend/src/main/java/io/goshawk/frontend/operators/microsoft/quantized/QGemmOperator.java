package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;

/// QGemm: inputs are integers, scale and zero point of A and of B, the integers of C, scale and zero point of the
/// result. C counts in units of `alpha` and both scales. Without a scale the result is floats.
final class QGemmOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(6, 9);
        float alpha = node.attributes().number("alpha", 1);
        boolean transposeLeft = node.attributes().flag("transA", false);
        boolean transposeRight = node.attributes().flag("transB", false);
        if (node.input(0).shape().rank() != 2 || node.input(3).shape().rank() != 2) {
            throw node.because(Code.SHAPE_MISMATCH, "QGemm multiplies matrices");
        }
        Scaling scaling = new Scaling(node).checkScales(1, 4, 7);
        Composition steps = new Composition(node);
        Value a = scaling.dequantized(0, 1, 2, 0);
        Value b = scaling.dequantized(3, 4, 5, transposeRight ? 0 : 1);
        Value product = steps.product(transposeLeft ? steps.swapped(a) : a, transposeRight ? steps.swapped(b) : b);
        Value sum = node.has(6) ? steps.binary(product, Binary.Kind.ADD, bias(scaling, steps)) : product;
        Value scaled = steps.scaled(sum, alpha);
        return node.has(7)
                ? scaling.quantized(scaled, 7, 8, 1, node.input(0).type().element())
                : steps.done(scaled);
    }

    private static Value bias(Scaling scaling, Composition steps) {
        Value codes = scaling.integers(6);
        Value half = scaling.dequantized(
                codes,
                scaling.parameter(1, codes.shape(), 0),
                scaling.zero(codes.type().element()));
        return steps.binary(
                half,
                Binary.Kind.MUL,
                scaling.parameter(4, codes.shape(), codes.shape().rank() - 1));
    }
}
