package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import java.util.List;
import java.util.stream.IntStream;

/// QONNX Trunc. Version 2 has an input more than version 1, the scale of the result, and that tells them apart.
final class TruncOperator implements Operator {
    private static final List<String> FIRST = List.of("data", "scale", "zero point", "bit width", "bit width");
    private static final List<String> SECOND =
            List.of("data", "scale", "zero point", "bit width", "output scale", "bit width");

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(5, 6);
        boolean first = node.inputCount() == 5;
        boolean signed = node.attributes().flag("signed", true);
        boolean narrow = node.attributes().flag("narrow", false);
        Rounding rounding = RoundingModes.of(node, "FLOOR");
        List<String> roles = first ? FIRST : SECOND;
        Parameters.checkScale(node, 1);
        Parameters.checkZeroPoint(node, 2);
        Parameters.checkBits(node, 3);
        if (!first) {
            Parameters.checkScale(node, 4);
        }
        Parameters.checkBits(node, roles.size() - 1);
        if (node.isRefused()) {
            throw Unconvertible.silently();
        }
        Usable input = QuantOperator.floats(node);
        IntStream.range(1, roles.size()).forEach(i -> Parameters.checkBroadcast(node, input, i, roles.get(i)));
        List<Value> v = IntStream.range(0, roles.size()).mapToObj(node::value).toList();
        return node.result(
                first
                        ? new TruncV1(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), rounding)
                        : new Trunc(
                                v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), v.get(5), signed, narrow, rounding));
    }
}
