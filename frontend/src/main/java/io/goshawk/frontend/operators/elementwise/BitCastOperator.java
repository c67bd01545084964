package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.onnx.elementwise.BitCast;

/// BitCast.
final class BitCastOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        ElementType to = CastOperator.target(node);
        return node.result(new BitCast(node.value(0), to));
    }
}
