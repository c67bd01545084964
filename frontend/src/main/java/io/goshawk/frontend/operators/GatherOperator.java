package io.goshawk.frontend.operators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Gather from a known tensor, by known indices: shape arithmetic.
final class GatherOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        List<Long> indices = node.integers(1, "the indices");
        Shape places = node.input(1).shape();
        Tensor data = node.constant(0, "the data");
        Shape shape = data.shape();
        int axis = node.attributes().axisNamed("axis", 0, shape.rank());
        int[] picked = indices.stream()
                .mapToInt(index -> node.attributes().axis("the index", index, shape.extent(axis)))
                .toArray();
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.remove(/* index */ axis);
        extents.addAll(axis, places.extents());
        return node.known(Picking.along(node, data, axis, picked).reshape(new Shape(extents)));
    }
}
