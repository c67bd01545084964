package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.Quant;

/// QONNX Quant, since renamed IntQuant: inputs are the data, scale, zero point and bit width.
final class QuantOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(4, 4);
        boolean signed = node.attributes().flag("signed", true);
        boolean narrow = node.attributes().flag("narrow", false);
        Rounding rounding = RoundingModes.of(node, "ROUND");
        Parameters.checkScale(node, 1);
        Parameters.checkZeroPoint(node, 2);
        Parameters.checkBits(node, 3);
        Parameters.checkBipolar(node, signed);
        if (node.isRefused()) {
            throw Unconvertible.silently();
        }
        Usable input = floats(node);
        Parameters.checkBroadcast(node, input, 1, "scale");
        Parameters.checkBroadcast(node, input, 2, "zero point");
        Parameters.checkBroadcast(node, input, 3, "bit width");
        return node.result(
                new Quant(node.emit(input), node.value(1), node.value(2), node.value(3), signed, narrow, rounding));
    }

    /// {@return the data of a quantiser}
    /// @throws Unconvertible if they are integers
    static Usable floats(OnnxNode node) {
        Usable input = node.input(0);
        if (!(input.type().element() instanceof FloatType)) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            node.type() + " of " + input.type().element() + " elements; it quantises floats")
                    .hint("cast the data to float in the model");
        }
        return input;
    }
}
