package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.GatherElements;
import io.goshawk.ir.onnx.indexing.GatherNd;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.indexing.Merge;
import io.goshawk.ir.onnx.indexing.OneHot;
import io.goshawk.ir.onnx.indexing.Pad;
import io.goshawk.ir.onnx.indexing.ReverseSequence;
import io.goshawk.ir.onnx.indexing.ScatterElements;
import io.goshawk.ir.onnx.indexing.ScatterNd;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.indexing.TensorScatter;
import io.goshawk.ir.onnx.indexing.TopK;
import io.goshawk.ir.onnx.indexing.Trilu;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Operators that pick, join and place elements.
final class IndexingExport {
    private IndexingExport() {}

    static void write(IndexingOp op, Out out) {
        List<Value> operands = op.operands();
        switch (op) {
            case Concat c -> out.yieldOf("Concat", operands, Attribute.of("axis", c.axis()));
            case Slice s -> write(s, out);
            case Pad p -> write(p, out);
            case Expand e ->
                out.give(
                        "Expand",
                        List.of(
                                out.name(e.input()),
                                out.integers("shape", e.shape().extents())));
            case Gather g -> out.yieldOf("Gather", operands, Attribute.of("axis", g.axis()));
            case GatherElements g -> out.yieldOf("GatherElements", operands, Attribute.of("axis", g.axis()));
            case GatherNd g -> out.yieldOf("GatherND", operands, Attribute.of("batch_dims", g.batchAxes()));
            case ScatterElements s ->
                out.yieldOf("ScatterElements", operands, Attribute.of("axis", s.axis()), reduction(s.merge()));
            case ScatterNd s -> out.yieldOf("ScatterND", operands, reduction(s.merge()));
            case TensorScatter t -> write(t, out);
            case OneHot o ->
                out.give(
                        "OneHot",
                        List.of(out.name(o.indices()), out.integer("depth", o.depth()), out.name(o.values())),
                        Attribute.of("axis", o.axis()));
            case ReverseSequence r ->
                out.yieldOf(
                        "ReverseSequence",
                        operands,
                        Attribute.of("batch_axis", r.batchAxis()),
                        Attribute.of("time_axis", r.timeAxis()));
            case Trilu t ->
                out.give(
                        "Trilu",
                        List.of(out.name(t.input()), out.integer("diagonal", t.diagonal())),
                        Attribute.of("upper", t.upper()));
            case TopK t -> write(t, out);
        }
    }

    private static Attribute reduction(Merge merge) {
        return Attribute.of(
                "reduction",
                switch (merge) {
                    case REPLACE -> "none";
                    case ADD -> "add";
                    case MULTIPLY -> "mul";
                    case MAX -> "max";
                    case MIN -> "min";
                });
    }

    private static void write(TopK top, Out out) {
        String count = out.initialiser(
                out.unique("k_" + top.count()),
                io.goshawk.ir.tensor.IntTensor.of(Shape.of(1), top.count()),
                io.goshawk.ir.IntType.s(64));
        out.yieldAt(
                top.part().equals(TopK.Part.VALUES) ? 0 : 1,
                "TopK",
                List.of(out.name(top.input()), count),
                Attribute.of("axis", top.axis()),
                Attribute.of("largest", top.largest()),
                Attribute.of("sorted", true));
    }

    private static void write(TensorScatter scatter, Out out) {
        out.since(24);
        out.yieldOf(
                "TensorScatter",
                scatter.operands(),
                Attribute.of("axis", scatter.axis()),
                Attribute.of("mode", scatter.circular() ? "circular" : "linear"));
    }

    /// An end behind the last place read; one in front of the first is written as a number that no clamping moves up.
    private static void write(Slice slice, Out out) {
        List<Integer> ends = new ArrayList<>();
        for (int axis = 0; axis < slice.shape().rank(); axis++) {
            int step = slice.steps().get(axis);
            long end = slice.starts().get(axis) + (long) slice.shape().extent(axis) * step;
            int outside = Integer.MIN_VALUE;
            ends.add(end < 0 ? outside : Math.toIntExact(Math.min(end, Integer.MAX_VALUE)));
        }
        List<Integer> axes = IntStream.range(0, slice.shape().rank()).boxed().toList();
        out.give(
                "Slice",
                List.of(
                        out.name(slice.input()),
                        out.integers("starts", slice.starts()),
                        out.integers("ends", ends),
                        out.integers("axes", axes),
                        out.integers("steps", slice.steps())));
    }

    private static void write(Pad pad, Out out) {
        List<Integer> pads = new ArrayList<>(pad.before());
        pads.addAll(pad.after());
        List<String> inputs = new ArrayList<>(List.of(out.name(pad.input()), out.integers("pads", pads)));
        String mode = switch (pad.mode()) {
            case CONSTANT -> "constant";
            case EDGE -> "edge";
            case REFLECT -> "reflect";
            case WRAP -> "wrap";
        };
        if (pad.mode() == Pad.Mode.CONSTANT) {
            inputs.add(out.name(pad.fill()));
        }
        out.give("Pad", inputs, Attribute.of("mode", mode));
    }
}
