package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Pad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// CenterCropPad, as one Pad, negative where it crops. An odd place more goes or comes behind.
final class CenterCropPadOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Shape shape = node.input(0).shape();
        Shape target = Extents.shape(node.integers(1, "the target shape"), node.at(), "the target");
        List<Integer> axes = node.attributes()
                .integers("axes")
                .map(named -> named.stream()
                        .map(axis -> node.attributes().axis("axes", axis, shape.rank()))
                        .toList())
                .orElseGet(() -> IntStream.range(0, shape.rank()).boxed().toList());
        if (axes.size() != target.rank()) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "the target [" + target + "] does not say one extent for each of " + axes);
        }
        List<Integer> before = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        List<Integer> after = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        for (int i = 0; i < axes.size(); i++) {
            int more = target.extent(i) - shape.extent(axes.get(i));
            before.set(axes.get(i), more / 2);
            after.set(axes.get(i), more - more / 2);
        }
        Composition steps = new Composition(node);
        Value zero = steps.literal(node.input(0).type().element(), 0);
        return node.result(new Pad(node.value(0), zero, before, after, Pad.Mode.CONSTANT));
    }
}
