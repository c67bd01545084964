package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// Unsqueeze: puts in axes of extent 1; `axes` count in the result.
final class UnsqueezeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 2);
        List<Long> axes = node.integers(1, "axes", "the axes")
                .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, "Unsqueeze has no axes"));
        Usable input = node.input(0);
        int rank = input.shape().rank() + axes.size();
        List<Integer> added = axes.stream()
                .map(axis -> node.attributes().axis("axes", axis, rank))
                .distinct()
                .toList();
        if (added.size() != axes.size()) {
            throw node.because(Code.BAD_ATTRIBUTE, "axes " + axes + " name one axis twice");
        }
        Iterator<Integer> own = input.shape().extents().iterator();
        List<Integer> extents = IntStream.range(0, rank)
                .mapToObj(axis -> added.contains(axis) ? Integer.valueOf(1) : own.next())
                .toList();
        return Reshaping.to(node, input, new Shape(extents));
    }
}
