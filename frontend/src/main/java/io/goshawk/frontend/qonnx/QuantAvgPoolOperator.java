package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.quantization.QuantAveragePool;
import java.math.BigInteger;

/// FINN QuantAvgPool2d. Sums of inputs of `ibits` bits are shifted until they fit `obits`.
final class QuantAvgPoolOperator implements Operator {
    private static final int MAX_KERNEL = 1 << 15;
    private static final int MAX_BITS = 64;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        int stride = within(node, "stride", MAX_KERNEL);
        int kernel = within(node, "kernel", MAX_KERNEL);
        int inputBits = within(node, "ibits", MAX_BITS);
        int outputBits = within(node, "obits", MAX_BITS);
        String layout = node.attributes().text("data_layout", "NCHW");
        if (!layout.equals("NCHW") && !layout.equals("NHWC")) {
            throw node.because(Code.BAD_ATTRIBUTE, "data_layout is \"" + layout + "\"")
                    .hint("use NCHW or NHWC");
        }
        if (QuantOperator.floats(node).shape().rank() != 4) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "data of shape [" + node.input(0).shape() + "] are no feature maps");
        }
        BigInteger largest = BigInteger.ONE
                .shiftLeft(inputBits)
                .subtract(BigInteger.ONE)
                .multiply(BigInteger.valueOf((long) kernel * kernel));
        int shift = Math.max(0, largest.bitLength() - outputBits);
        Composition steps = new Composition(node);
        boolean last = layout.equals("NHWC");
        Value maps = last ? steps.transpose(node.value(0), 0, 3, 1, 2) : node.value(0);
        Value pooled = steps.add(new QuantAveragePool(maps, kernel, stride, shift));
        return steps.done(last ? steps.transpose(pooled, 0, 2, 3, 1) : pooled);
    }

    private static int within(OnnxNode node, String name, int max) {
        long value = node.attributes().integer(name, 1);
        if (value < 1 || value > max) {
            throw node.because(Code.BAD_ATTRIBUTE, name + " is " + value + " and should lie in [1, " + max + "]");
        }
        return (int) value;
    }
}
