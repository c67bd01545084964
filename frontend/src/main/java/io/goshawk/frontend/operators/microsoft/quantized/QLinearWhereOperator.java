package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Where;

/// QLinearWhere: inputs are the condition, then integers, scale and zero point of both sides, then scale and zero point
/// of the result.
final class QLinearWhereOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(8, 9);
        Scaling scaling = new Scaling(node).checkScales(2, 5, 7);
        Value yes = scaling.dequantized(1, 2, 3, 0);
        Value no = scaling.dequantized(4, 5, 6, 0);
        Value chosen = node.add(new Where(node.value(0), yes, no));
        return scaling.quantized(chosen, 7, 8, 0, node.input(1).type().element());
    }
}
