package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Domain;
import io.goshawk.ir.onnx.elementwise.Unary;

/// An operator of one tensor without parameters.
record UnaryOperator(Unary.Kind kind) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        check(node, kind.domain());
        return node.result(new Unary(node.value(0), kind));
    }

    /// Checks that the elements of the first input lie in `domain`.
    static void check(OnnxNode node, Domain domain) {
        ElementType element = node.input(0).type().element();
        if (!domain.accepts(element)) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE, node.type() + " of " + element + " elements: it takes " + domain)
                    .hint("cast the operand in the model");
        }
    }
}
