package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.spatial.Resize.Axis;
import io.goshawk.ir.onnx.spatial.Resize.Coordinates;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// How far Resize stretches each axis, from its `scales` or `sizes`, `axes` and `roi`.
final class ResizedAxes {
    private final OnnxNode node;
    private final Shape input;
    private final List<Integer> axes;
    private final List<Axis> result = new ArrayList<>();

    private ResizedAxes(OnnxNode node) {
        this.node = node;
        this.input = node.input(0).shape();
        int rank = input.rank();
        this.axes = node.attributes()
                .integers("axes")
                .map(list -> list.stream()
                        .map(axis -> node.attributes().axis("axes", axis, rank))
                        .toList())
                .orElseGet(() -> IntStream.range(0, rank).boxed().toList());
        input.extents().forEach(extent -> result.add(new Axis(extent, 1, 0, 1)));
    }

    /// {@return the axes of the result of `node`, a Resize of opset 11 or newer}
    static List<Axis> of(OnnxNode node, Coordinates coordinates) {
        ResizedAxes axes = new ResizedAxes(node);
        boolean scaled = axes.isGiven(2);
        if (scaled == axes.isGiven(3)) {
            throw node.because(Code.BAD_INPUTS, "Resize takes scales or sizes, and has " + (scaled ? "both" : "none"));
        }
        List<Double> shown = coordinates == Coordinates.TF_CROP_AND_RESIZE ? axes.roi() : axes.everything();
        if (scaled) {
            axes.scale(axes.floats(2, "scales", axes.axes.size()), shown);
        } else {
            axes.size(node.integers(3, "the sizes"), shown);
        }
        if (coordinates == Coordinates.TF_CROP_AND_RESIZE) {
            axes.fit();
        }
        return axes.result;
    }

    /// {@return the axes of the result of `node`, an Upsample, or a Resize of opset 10}
    static List<Axis> upsampled(OnnxNode node) {
        ResizedAxes axes = new ResizedAxes(node);
        List<Double> scales = node.has(1)
                ? axes.floats(1, "scales", axes.input.rank())
                : node.attributes()
                        .numbers("scales")
                        .map(list -> list.stream().map(Float::doubleValue).toList())
                        .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, node.type() + " has no scales"));
        if (scales.size() != axes.input.rank()) {
            throw node.because(
                    Code.BAD_ATTRIBUTE, scales.size() + " scales for an input of shape [" + axes.input + "]");
        }
        axes.scale(scales, axes.everything());
        return axes.result;
    }

    private boolean isGiven(int index) {
        return node.has(index) && node.input(index).shape().size() > 0;
    }

    private List<Double> floats(int index, String role, int count) {
        Tensor tensor = node.constant(index, "the " + role);
        if (!(tensor instanceof FloatTensor floats) || floats.shape().size() != count) {
            throw node.because(
                    Code.SHAPE_MISMATCH, role + " of shape [" + tensor.shape() + "] should be " + count + " floats");
        }
        return IntStream.range(0, count).mapToObj(floats::at).toList();
    }

    private List<Double> everything() {
        List<Double> all = new ArrayList<>(Collections.nCopies(axes.size(), 0.0));
        all.addAll(Collections.nCopies(axes.size(), 1.0));
        return all;
    }

    private List<Double> roi() {
        if (!isGiven(1)) {
            throw node.because(Code.BAD_INPUTS, "tf_crop_and_resize needs a roi");
        }
        return floats(1, "roi", 2 * axes.size());
    }

    private void scale(List<Double> scales, List<Double> shown) {
        for (int i = 0; i < axes.size(); i++) {
            double from = shown.get(i);
            double to = shown.get(axes.size() + i);
            double extent = Math.floor(input.extent(axes.get(i)) * (to - from) * scales.get(i));
            set(i, extent, scales.get(i), from, to);
        }
    }

    private void set(int i, double extent, double scale, double from, double to) {
        if (!(extent >= 0 && extent <= Integer.MAX_VALUE)) {
            throw node.because(
                    Code.BAD_SHAPE,
                    "axis " + axes.get(i) + " of [" + input + "], scaled by " + scale + ", has " + extent + " places");
        }
        result.set(axes.get(i), new Axis((int) extent, scale, from, to));
    }

    private void size(List<Long> sizes, List<Double> shown) {
        if (sizes.size() != axes.size()) {
            throw node.because(Code.SHAPE_MISMATCH, sizes.size() + " sizes for " + axes.size() + " axes");
        }
        String policy = node.attributes().text("keep_aspect_ratio_policy", "stretch");
        double[] scales = IntStream.range(0, axes.size())
                .mapToDouble(i -> (double) sizes.get(i) / input.extent(axes.get(i)))
                .toArray();
        double common = switch (policy) {
            case "stretch" -> 0;
            case "not_larger" -> java.util.Arrays.stream(scales).min().orElse(0);
            case "not_smaller" -> java.util.Arrays.stream(scales).max().orElse(0);
            default ->
                throw node.because(
                        Code.BAD_ATTRIBUTE,
                        "keep_aspect_ratio_policy is " + policy + ", not stretch, not_larger or not_smaller");
        };
        for (int i = 0; i < axes.size(); i++) {
            double extent = common == 0 ? sizes.get(i) : Math.floor(common * input.extent(axes.get(i)) + 0.5);
            set(i, extent, common == 0 ? scales[i] : common, shown.get(i), shown.get(axes.size() + i));
        }
    }

    /// Cropping counts whole places of the result, whatever the scales were.
    private void fit() {
        for (int axis : axes) {
            Axis own = result.get(axis);
            if (own.extent() > 0) {
                result.set(
                        axis, new Axis(own.extent(), (double) own.extent() / input.extent(axis), own.from(), own.to()));
            }
        }
    }
}
