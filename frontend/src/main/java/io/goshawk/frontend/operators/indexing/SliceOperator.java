package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Slice;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/// Slice. Bounds are attributes before opset 10 and inputs since.
final class SliceOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 5);
        List<Long> starts = bounds(node, "starts", 1);
        List<Long> ends = bounds(node, "ends", 2);
        List<Long> axes = node.integers(3, "axes", "the axes")
                .orElseGet(() -> LongStream.range(0, starts.size()).boxed().toList());
        List<Long> steps = node.has(4) ? node.integers(4, "the steps") : Collections.nCopies(starts.size(), 1L);
        if (ends.size() != starts.size() || axes.size() != starts.size() || steps.size() != starts.size()) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "starts " + starts + ", ends " + ends + ", axes " + axes + " and steps " + steps
                            + " differ in length");
        }
        if (steps.contains(0L)) {
            throw node.because(Code.BAD_ATTRIBUTE, "a step of Slice is zero");
        }
        Part part = new Part(node.input(0).shape());
        for (int i = 0; i < starts.size(); i++) {
            int axis = node.attributes().axis("axes", axes.get(i), part.rank());
            if (part.isCut(axis)) {
                throw node.because(Code.BAD_ATTRIBUTE, "axes " + axes + " name axis " + axis + " twice");
            }
            part.cut(axis, starts.get(i), ends.get(i), steps.get(i));
        }
        return part.isWhole() ? (Imported) node.input(0) : node.result(part.of(node));
    }

    private static List<Long> bounds(OnnxNode node, String name, int index) {
        return node.integers(index, name, "the " + name)
                .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, "Slice has no " + name));
    }

    /// The places of a tensor that a slice reads: all of them to begin with.
    private static final class Part {
        private final Shape whole;
        private final Integer[] starts;
        private final Integer[] steps;
        private final Integer[] extents;
        private final boolean[] cut;

        Part(Shape whole) {
            this.whole = whole;
            this.extents = whole.extents().toArray(Integer[]::new);
            this.starts = new Integer[extents.length];
            this.steps = new Integer[extents.length];
            this.cut = new boolean[extents.length];
            Arrays.fill(starts, 0);
            Arrays.fill(steps, 1);
        }

        int rank() {
            return extents.length;
        }

        boolean isCut(int axis) {
            return cut[axis];
        }

        /// Leaves the places from `start` (included) to `end` (excluded), both clamped as ONNX says.
        void cut(int axis, long start, long end, long step) {
            int extent = extents[axis];
            // Behind the last place when going up, in front of the first when going down.
            int low = step > 0 ? 0 : -1;
            int high = step > 0 ? extent : extent - 1;
            long from = Math.clamp(start < 0 ? start + extent : start, Math.min(0, high), high);
            long to = Math.clamp(end < 0 ? end + extent : end, low, high);
            // No two places are further apart than the extent, so a longer step is as good as that.
            long stride = Math.clamp(step, -extent - 1L, extent + 1L);
            long count = stride > 0 ? Math.ceilDiv(to - from, stride) : Math.ceilDiv(from - to, -stride);
            extents[axis] = Math.toIntExact(Math.max(0, count));
            starts[axis] = extents[axis] == 0 ? 0 : Math.toIntExact(from);
            steps[axis] = Math.toIntExact(stride);
            cut[axis] = true;
        }

        boolean isWhole() {
            return whole.extents().equals(List.of(extents))
                    && Arrays.stream(steps).allMatch(step -> step == 1);
        }

        Slice of(OnnxNode node) {
            return new Slice(node.value(0), List.of(starts), List.of(steps), new Shape(List.of(extents)));
        }
    }
}
