package io.goshawk.frontend.operators.ml;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Where;

/// Binarizer: 1 where an element is greater than the threshold, else 0.
final class BinarizerOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        ElementType element = node.input(0).type().element();
        float threshold = node.attributes().number("threshold", 0);
        if (element instanceof IntType && threshold != Math.rint(threshold)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "a threshold of " + threshold + " for integers")
                    .hint("give a whole number as threshold");
        }
        Composition steps = new Composition(node);
        Value above = steps.binary(node.value(0), Binary.Kind.GREATER, steps.literal(element, threshold));
        return node.result(new Where(above, steps.literal(element, 1), steps.literal(element, 0)));
    }
}
