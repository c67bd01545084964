package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Attributes;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.FloatQuant;
import java.util.List;
import java.util.stream.IntStream;

/// QONNX FloatQuant: inputs are the data, scale, exponent bits, mantissa bits, exponent bias and largest number.
final class FloatQuantOperator implements Operator {
    private static final List<String> ROLES =
            List.of("data", "scale", "exponent bit width", "mantissa bit width", "exponent bias", "largest number");
    private static final int MAX_EXPONENT_BITS = 11;
    private static final int MAX_MANTISSA_BITS = 52;
    private static final int MAX_BIAS = 4096;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(6, 6);
        Attributes attributes = node.attributes();
        boolean hasInfinity = attributes.flag("has_inf", false);
        boolean hasNan = attributes.flag("has_nan", false);
        boolean hasSubnormals = attributes.flag("has_subnormal", false);
        boolean saturates = attributes.flag("saturation", true);
        Rounding rounding = RoundingModes.of(node, "ROUND");
        if (!saturates && !hasInfinity && !hasNan) {
            throw node.because(
                            Code.BAD_ATTRIBUTE,
                            "saturation is 0, and so are has_inf and has_nan: nothing is left for large numbers")
                    .hint("set saturation to 1");
        }
        Parameters.checkScale(node, 1);
        Parameters.checkInteger(node, 2, ROLES.get(2), 1, MAX_EXPONENT_BITS);
        Parameters.checkInteger(node, 3, ROLES.get(3), 0, MAX_MANTISSA_BITS);
        Parameters.checkInteger(node, 4, ROLES.get(4), -MAX_BIAS, MAX_BIAS);
        Parameters.checkLargest(node, 5);
        if (node.isRefused()) {
            throw Unconvertible.silently();
        }
        Usable input = QuantOperator.floats(node);
        IntStream.range(1, ROLES.size()).forEach(i -> Parameters.checkBroadcast(node, input, i, ROLES.get(i)));
        return node.result(new FloatQuant(
                node.value(0),
                node.value(1),
                node.value(2),
                node.value(3),
                node.value(4),
                node.value(5),
                hasInfinity,
                hasNan,
                hasSubnormals,
                saturates,
                rounding));
    }
}
