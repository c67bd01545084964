package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.linear.Matrices;
import io.goshawk.ir.Value;
import java.util.stream.IntStream;

/// FusedMatMul and TransposeMatMul: `alpha * A' * B'`, either side transposed.
final class FusedMatMulOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        float alpha = node.attributes().number("alpha", 1);
        Composition steps = new Composition(node);
        Value left = side(node, steps, 0, "A");
        Value right = side(node, steps, 1, "B");
        return steps.done(steps.scaled(Matrices.product(node, left, right), alpha));
    }

    private static Value side(OnnxNode node, Composition steps, int index, String name) {
        boolean transposed = node.attributes().flag("trans" + name, false);
        boolean batched = node.attributes().flag("transBatch" + name, false);
        Value value = node.value(index);
        int rank = value.shape().rank();
        if (rank < 2) {
            return value;
        }
        // The first axis, that of the rows, goes behind those of the batch.
        Integer[] order = IntStream.range(0, rank)
                .map(axis -> !batched || axis == rank - 1 ? axis : axis == rank - 2 ? 0 : axis + 1)
                .boxed()
                .toArray(Integer[]::new);
        Value moved = steps.transpose(value, order);
        return transposed ? steps.swapped(moved) : moved;
    }
}
