package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import java.util.List;
import java.util.stream.IntStream;

/// QLinearAdd and its kin: an operator of ONNX between DequantizeLinear and QuantizeLinear, which is what they mean.
///
/// Inputs are integers, scale and zero point for each operand, then scale and zero point of the result.
///
/// @param type the operator in between
/// @param operands how many it takes
record QLinearOperator(String type, int operands) implements Operator {
    /// The version in which the operators in between have their parameters as attributes, as these operators do.
    private static final int OPSET = 13;

    @Override
    public Imported convert(OnnxNode node) {
        int result = 3 * operands;
        node.expectInputs(result + 1, result + 2);
        if (node.attributes().flag("channels_last", false)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, node.type() + " with channels_last");
        }
        int[] scales = IntStream.rangeClosed(0, operands)
                .map(i -> Math.min(3 * i + 1, result))
                .toArray();
        Scaling scaling = new Scaling(node).checkScales(scales);
        List<Imported> reals = IntStream.range(0, operands)
                .mapToObj(i -> node.imported(scaling.dequantized(3 * i, 3 * i + 1, 3 * i + 2, 0)))
                .toList();
        int opset = Math.toIntExact(Math.clamp(node.attributes().integer("opset", OPSET), 7, OPSET));
        Value between = node.asValue(type, reals, opset);
        return scaling.quantized(
                between, result, result + 1, 0, node.input(0).type().element());
    }
}
