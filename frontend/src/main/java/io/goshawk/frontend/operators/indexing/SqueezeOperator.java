package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Squeeze: drops axes of extent 1, all of them where none is named.
final class SqueezeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 2);
        Optional<List<Long>> axes = axes(node);
        Usable input = node.input(0);
        Shape shape = input.shape();
        List<Integer> dropped = axes.map(named -> named.stream()
                        .map(axis -> node.attributes().axis("axes", axis, shape.rank()))
                        .toList())
                .orElseGet(() -> IntStream.range(0, shape.rank())
                        .filter(axis -> shape.extent(axis) == 1)
                        .boxed()
                        .toList());
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!dropped.contains(axis)) {
                kept.add(shape.extent(axis));
            } else if (shape.extent(axis) != 1) {
                throw node.because(
                        Code.SHAPE_MISMATCH,
                        "axis " + axis + " of [" + shape + "] is not 1 and cannot be squeezed away");
            }
        }
        return Reshaping.to(node, input, new Shape(kept));
    }

    /// {@return the axes, an attribute before opset 13 and an input since}
    static Optional<List<Long>> axes(OnnxNode node) {
        return node.has(1)
                ? Optional.of(node.integers(1, "the axes"))
                : node.attributes().integers("axes");
    }
}
