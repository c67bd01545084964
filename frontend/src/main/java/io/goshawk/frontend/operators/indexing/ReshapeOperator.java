package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.List;

/// Reshape to a known target, in which 0 keeps an extent of the input and -1 takes what is left.
final class ReshapeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        boolean zeroIsZero = node.attributes().flag("allowzero", false);
        List<Long> target = node.integers(1, "the target shape");
        Usable input = node.input(0);
        return Reshaping.to(node, input, resolve(node, input.shape(), target, zeroIsZero));
    }

    private static Shape resolve(OnnxNode node, Shape from, List<Long> target, boolean zeroIsZero) {
        List<Long> extents = new ArrayList<>();
        for (int axis = 0; axis < target.size(); axis++) {
            boolean copies = target.get(axis) == 0 && !zeroIsZero;
            if (copies && axis >= from.rank()) {
                throw node.because(
                        Code.SHAPE_MISMATCH,
                        "the target " + target + " copies axis " + axis + ", which [" + from + "] has not");
            }
            extents.add(copies ? Long.valueOf(from.extent(axis)) : target.get(axis));
        }
        int open = extents.indexOf(-1L);
        if (open >= 0) {
            extents.set(open, 1L);
            Shape rest = Extents.shape(extents, node.at(), "the target " + target);
            long others = Reshaping.size(rest);
            if (others == 0 || Reshaping.size(from) % others != 0) {
                throw node.because(
                        Code.SHAPE_MISMATCH,
                        "[" + from + "] with " + Reshaping.size(from) + " elements does not fit the target " + target);
            }
            extents.set(open, Reshaping.size(from) / others);
        }
        return Extents.shape(extents, node.at(), "the target " + target);
    }
}
