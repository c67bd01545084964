package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Concat;
import java.util.List;
import java.util.stream.IntStream;

/// Concat.
final class ConcatOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, Integer.MAX_VALUE);
        if (!node.attributes().has("axis")) {
            throw node.because(Code.BAD_ATTRIBUTE, "Concat has no axis");
        }
        int rank = node.input(0).shape().rank();
        int axis = node.attributes().axisNamed("axis", 0, rank);
        List<Value> parts =
                IntStream.range(0, node.inputCount()).mapToObj(node::value).toList();
        if (parts.stream().anyMatch(part -> part.shape().rank() != rank)) {
            throw node.because(Code.SHAPE_MISMATCH, "tensors of different ranks do not go together");
        }
        return node.result(new Concat(parts, axis));
    }
}
