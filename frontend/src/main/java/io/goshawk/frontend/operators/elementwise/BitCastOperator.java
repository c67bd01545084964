package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.BitCast;

/// BitCast. A truth value fills a byte in ONNX.
final class BitCastOperator implements Operator {
    private static final IntType TRUTH = IntType.u(1);
    private static final IntType BYTE = IntType.u(Byte.SIZE);

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        ElementType to = CastOperator.target(node);
        Composition steps = new Composition(node);
        Value bytes = node.value(0).type().element().equals(TRUTH) ? steps.cast(node.value(0), BYTE) : node.value(0);
        return steps.done(bytes.type().element().equals(to) ? bytes : steps.add(new BitCast(bytes, to)));
    }
}
