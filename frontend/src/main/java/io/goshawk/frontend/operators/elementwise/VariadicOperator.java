package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Binary;

/// Sum, Mean, Min and Max: as many tensors as there are, one after the other from the left.
///
/// @param mean whether the result is divided by how many they are
record VariadicOperator(Binary.Kind kind, boolean mean) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, Integer.MAX_VALUE);
        UnaryOperator.check(node, kind.domain());
        int count = node.inputCount();
        if (count == 1) {
            return (Imported) node.input(0);
        }
        Composition steps = new Composition(node);
        Value result = node.value(0);
        for (int i = 1; i < count; i++) {
            result = steps.binary(result, kind, node.value(i));
        }
        if (mean) {
            Value divisor = steps.literal(result.type().element(), count);
            result = steps.binary(result, Binary.Kind.DIV, divisor);
        }
        return steps.done(result);
    }
}
