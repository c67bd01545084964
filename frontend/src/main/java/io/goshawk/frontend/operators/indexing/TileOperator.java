package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Expand;
import java.util.ArrayList;
import java.util.List;

/// Tile, as an expansion along new axes: one in front of each axis that is repeated.
final class TileOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        List<Long> repeats = node.integers(1, "the numbers of repeats");
        List<Integer> own = node.input(0).shape().extents();
        if (repeats.size() != own.size()) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "repeats are " + repeats + " for the " + own.size() + " axes of the input");
        }
        List<Long> split = new ArrayList<>();
        List<Integer> ones = new ArrayList<>();
        List<Long> joined = new ArrayList<>();
        for (int axis = 0; axis < own.size(); axis++) {
            split.addAll(List.of(repeats.get(axis), (long) own.get(axis)));
            ones.addAll(List.of(1, own.get(axis)));
            joined.add(Math.multiplyExact(repeats.get(axis), (long) own.get(axis)));
        }
        if (repeats.stream().allMatch(count -> count == 1)) {
            return (Imported) node.input(0);
        }
        Shape wide = Extents.shape(split, node.at(), "the result, axes apart,");
        Shape result = Extents.shape(joined, node.at(), "the result");
        Composition steps = new Composition(node);
        Value expanded = steps.add(new Expand(steps.reshape(node.value(0), new Shape(ones)), wide));
        return steps.done(steps.reshape(expanded, result));
    }
}
