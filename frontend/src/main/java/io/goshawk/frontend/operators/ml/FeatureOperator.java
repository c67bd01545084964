package io.goshawk.frontend.operators.ml;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Gather;

/// ArrayFeatureExtractor, as a Gather along the last axis; of a vector it makes a row.
final class FeatureOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Shape shape = node.input(0).shape();
        if (shape.rank() == 0) {
            throw node.because(Code.SHAPE_MISMATCH, "a single number has no features");
        }
        Composition steps = new Composition(node);
        int count = node.input(1).shape().size();
        Value indices = steps.reshape(node.value(1), count);
        Value picked = steps.add(new Gather(node.value(0), indices, shape.rank() - 1));
        return steps.done(shape.rank() == 1 ? steps.reshape(picked, 1, count) : picked);
    }
}
