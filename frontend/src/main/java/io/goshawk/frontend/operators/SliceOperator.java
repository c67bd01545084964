package io.goshawk.frontend.operators;

import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Slice of a known tensor: shape arithmetic. Bounds are attributes before opset 10 and inputs since.
final class SliceOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 5);
        List<Long> starts = bounds(node, "starts", 1);
        List<Long> ends = bounds(node, "ends", 2);
        List<Long> axes = node.has(3)
                ? node.integers(3, "the axes")
                : node.attributes()
                        .integers("axes")
                        .orElseGet(
                                () -> LongStream.range(0, starts.size()).boxed().toList());
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
        Tensor data = node.constant(0, "the data");
        for (int i = 0; i < starts.size(); i++) {
            int axis = node.attributes().axis("axes", axes.get(i), data.shape().rank());
            data = Picking.along(
                    node,
                    data,
                    axis,
                    places(
                            starts.get(i),
                            ends.get(i),
                            steps.get(i),
                            data.shape().extent(axis)));
        }
        return node.known(data);
    }

    private static List<Long> bounds(OnnxNode node, String name, int index) {
        return node.has(index)
                ? node.integers(index, "the " + name)
                : node.attributes()
                        .integers(name)
                        .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, "Slice has no " + name));
    }

    /// {@return the places from `start` (included) to `end` (excluded), both clamped as ONNX says}
    private static int[] places(long start, long end, long step, int extent) {
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? extent : extent - 1;
        long from = Math.clamp(start < 0 ? start + extent : start, step > 0 ? 0 : Math.min(0, high), high);
        long to = Math.clamp(end < 0 ? Math.max(end, Long.MIN_VALUE + 1) + extent : end, low, high);
        return IntStream.range(0, extent)
                .map(i -> Math.toIntExact(from + i * Math.clamp(step, -extent - 1L, extent + 1L)))
                .takeWhile(place -> step > 0 ? place < to : place > to)
                .toArray();
    }
}
