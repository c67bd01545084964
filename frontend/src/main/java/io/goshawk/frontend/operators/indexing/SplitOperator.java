package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Split, as a slice for each output. Lengths are an attribute before opset 13 and an input since; without them, all
/// parts are of one length, but for the last (opset 18), which may be shorter.
final class SplitOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 2);
        Shape shape = node.input(0).shape();
        int axis = node.attributes().axisNamed("axis", 0, shape.rank());
        List<Long> lengths = node.integers(1, "split", "the lengths").orElseGet(() -> even(node, shape.extent(axis)));
        Extents.shape(lengths, node.at(), "the lengths");
        long sum = lengths.stream().reduce(0L, Math::addExact);
        if (sum != shape.extent(axis) || lengths.size() != node.outputCount()) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "[" + shape + "] along axis " + axis + " does not split into " + node.outputCount()
                            + " outputs of the lengths " + lengths);
        }
        List<Imported> parts = new ArrayList<>();
        int start = 0;
        for (long length : lengths) {
            int count = Math.toIntExact(length);
            parts.add(node.result(slice(node, axis, start, count)));
            start += count;
        }
        for (int i = 1; i < parts.size(); i++) {
            if (node.wants(i)) {
                node.alsoYields(i, parts.get(i));
            }
        }
        return parts.getFirst();
    }

    private static List<Long> even(OnnxNode node, int extent) {
        int count = node.outputCount();
        long stated = node.attributes().integer("num_outputs", count);
        if (stated != count) {
            throw node.because(Code.BAD_ATTRIBUTE, "num_outputs is " + stated + "; there are " + count + " outputs");
        }
        long each = Math.ceilDiv(extent, count);
        List<Long> lengths = new ArrayList<>();
        for (long rest = extent; lengths.size() < count; rest -= each) {
            lengths.add(Math.clamp(rest, 0, each));
        }
        return lengths;
    }

    private static Slice slice(OnnxNode node, int axis, int start, int count) {
        Shape shape = node.input(0).shape();
        List<Integer> starts = new ArrayList<>(Collections.nCopies(shape.rank(), 0));
        starts.set(axis, count == 0 ? 0 : start);
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.set(axis, count);
        return new Slice(node.value(0), starts, Collections.nCopies(shape.rank(), 1), new Shape(extents));
    }
}
