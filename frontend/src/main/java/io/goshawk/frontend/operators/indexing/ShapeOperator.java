package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;

/// Shape: always known, since shapes are static. `start` and `end` (opset 15) are clamped to the rank.
final class ShapeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        long start = node.attributes().integer("start", 0);
        long end = node.attributes().integer("end", Long.MAX_VALUE);
        List<Integer> extents = node.input(0).shape().extents();
        int from = clamp(start, extents.size());
        int to = Math.max(from, clamp(end, extents.size()));
        return node.known(IntTensor.of(
                Shape.of(to - from),
                extents.subList(from, to).stream().mapToLong(Integer::longValue).toArray()));
    }

    private static int clamp(long axis, int rank) {
        return Math.clamp(axis < 0 ? axis + rank : axis, 0, rank);
    }
}
