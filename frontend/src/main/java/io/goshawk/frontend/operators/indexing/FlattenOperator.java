package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import java.util.List;

/// Flatten, as a reshape to the two extents before and behind `axis`.
final class FlattenOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Usable input = node.input(0);
        List<Integer> extents = input.shape().extents();
        long stated = node.attributes().integer("axis", 1);
        // `axis` may equal the rank: then the second extent is 1.
        int axis = stated == extents.size() ? extents.size() : node.attributes().axis("axis", stated, extents.size());
        return Reshaping.to(
                node,
                input,
                Shape.of(product(extents.subList(0, axis)), product(extents.subList(axis, extents.size()))));
    }

    private static int product(List<Integer> extents) {
        return extents.stream().reduce(1, Math::multiplyExact);
    }
}
