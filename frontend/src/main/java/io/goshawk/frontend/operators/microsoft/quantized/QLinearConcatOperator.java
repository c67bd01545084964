package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.diag.Code;
import java.util.List;
import java.util.stream.IntStream;

/// QLinearConcat: inputs are scale and zero point of the result, then integers, scale and zero point for each part.
final class QLinearConcatOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(5, Integer.MAX_VALUE);
        int parts = node.inputCount() / 3;
        if (node.inputCount() != 2 + 3 * parts) {
            throw node.because(Code.BAD_INPUTS, node.inputCount() + " inputs; there should be 2, and 3 for each part");
        }
        Scaling scaling = new Scaling(node).checkScales(0);
        List<Imported> reals = IntStream.range(0, parts)
                .mapToObj(i -> node.imported(scaling.dequantized(2 + 3 * i, 3 + 3 * i, 4 + 3 * i, 0)))
                .toList();
        return scaling.quantized(
                node.asValue("Concat", reals, node.opset()),
                0,
                1,
                0,
                node.input(2).type().element());
    }
}
