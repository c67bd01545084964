package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.spatial.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Resize, by the extents of the result where these tell the scales, else by the scales.
final class ResizeExport {
    private ResizeExport() {}

    static void write(Resize resize, Out out) {
        boolean crops = resize.coordinates() == Resize.Coordinates.TF_CROP_AND_RESIZE;
        List<Resize.Axis> axes = resize.axes();
        Shape input = resize.input().shape();
        List<Integer> moved = IntStream.range(0, axes.size())
                .filter(i -> axes.get(i).scale() != 1 || axes.get(i).extent() != input.extent(i))
                .boxed()
                .toList();
        Optional<String> policy = crops ? Optional.of("stretch") : policy(axes, input, moved);
        boolean byScale = IntStream.range(0, axes.size()).allMatch(i -> isScaled(axes.get(i), input.extent(i)));
        if (policy.isEmpty() && !byScale) {
            out.refuse("Resize with other scales than its extents tell", "state scales in single precision");
            return;
        }
        List<Attribute> attributes = attributes(resize);
        List<String> inputs = new ArrayList<>(List.of(out.name(resize.input()), crops ? roi(axes, out) : ""));
        if (policy.isPresent()) {
            boolean all = crops || policy.get().equals("stretch");
            List<Integer> sized = all ? IntStream.range(0, axes.size()).boxed().toList() : moved;
            inputs.add("");
            inputs.add(out.integers(
                    "sizes", sized.stream().map(i -> axes.get(i).extent()).toList()));
            attributes.add(Attribute.of("axes", sized));
            attributes.add(Attribute.of("keep_aspect_ratio_policy", policy.get()));
        } else {
            float[] scales = new float[axes.size()];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = (float) axes.get(i).scale();
            }
            inputs.add(out.floats("scales", scales));
        }
        out.give("Resize", inputs, attributes.toArray(Attribute[]::new));
    }

    private static String roi(List<Resize.Axis> axes, Out out) {
        float[] roi = new float[2 * axes.size()];
        for (int i = 0; i < axes.size(); i++) {
            roi[i] = (float) axes.get(i).from();
            roi[i + axes.size()] = (float) axes.get(i).to();
        }
        return out.floats("roi", roi);
    }

    /// {@return how the extents tell the scales: each its own, or all the smallest or the largest of them}
    private static Optional<String> policy(List<Resize.Axis> axes, Shape input, List<Integer> moved) {
        double[] ratios = moved.stream()
                .mapToDouble(i -> (double) axes.get(i).extent() / input.extent(i))
                .toArray();
        double least = java.util.Arrays.stream(ratios).min().orElse(1);
        double most = java.util.Arrays.stream(ratios).max().orElse(1);
        boolean own = IntStream.range(0, ratios.length)
                .allMatch(i -> axes.get(moved.get(i)).scale() == ratios[i]);
        if (own) {
            return Optional.of("stretch");
        }
        if (moved.stream().allMatch(i -> axes.get(i).scale() == least)) {
            return Optional.of("not_larger");
        }
        return moved.stream().allMatch(i -> axes.get(i).scale() == most)
                ? Optional.of("not_smaller")
                : Optional.empty();
    }

    private static boolean isScaled(Resize.Axis axis, int extent) {
        return (float) axis.scale() == axis.scale()
                && Math.floor(extent * (axis.to() - axis.from()) * axis.scale()) == axis.extent();
    }

    private static List<Attribute> attributes(Resize resize) {
        List<Attribute> all = new ArrayList<>(List.of(
                Attribute.of("coordinate_transformation_mode", lower(resize.coordinates())),
                Attribute.of("antialias", resize.antialias()),
                Attribute.of("exclude_outside", resize.excludesOutside()),
                Attribute.of("cubic_coeff_a", (float) resize.cubic()),
                Attribute.of("extrapolation_value", (float) resize.extrapolation()),
                Attribute.of("mode", resize.mode().isNearest() ? "nearest" : lower(resize.mode()))));
        if (resize.mode().isNearest()) {
            all.add(Attribute.of("nearest_mode", lower(resize.mode())));
        }
        return all;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
