package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;
import java.util.stream.LongStream;

/// Compress by a known condition, as a Gather of the places where it holds.
final class CompressOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        List<Long> condition = node.integers(1, "the condition");
        Composition steps = new Composition(node);
        Shape shape = node.input(0).shape();
        boolean alongAxis = node.attributes().has("axis");
        int axis = alongAxis ? node.attributes().axisNamed("axis", 0, shape.rank()) : 0;
        Value data = alongAxis ? node.value(0) : steps.reshape(node.value(0), shape.size());
        long[] places = LongStream.range(0, condition.size())
                .filter(i -> condition.get((int) i) != 0)
                .toArray();
        if (condition.size() > data.shape().extent(axis)) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "the condition has " + condition.size() + " places, [" + data.shape() + "] "
                            + data.shape().extent(axis) + " along axis " + axis);
        }
        Value kept = node.emit(node.known(IntTensor.of(Shape.of(places.length), places)));
        return node.result(new Gather(data, kept, axis));
    }
}
