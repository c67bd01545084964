package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.onnx.spatial.Resize.Coordinates;
import io.goshawk.ir.onnx.spatial.Resize.Mode;
import java.util.List;
import java.util.Locale;

/// Resize in all its opsets, and Upsample, which opset 10 and Upsample's users mean the same by: elements are read
/// from where the place of the result, divided by the scale, lies.
final class ResizeOperator implements Operator {
    private static final float KEYS = -0.75f;

    @Override
    public Imported convert(OnnxNode node) {
        boolean simple = node.type().equals("Upsample") || node.opset() < 11;
        node.expectInputs(1, simple ? 2 : 4);
        String name = node.attributes().text("mode", "nearest");
        Mode mode = mode(node, name, simple);
        Coordinates coordinates = simple ? Coordinates.ASYMMETRIC : coordinates(node);
        boolean antialias = node.attributes().flag("antialias", false);
        boolean excludesOutside = node.attributes().flag("exclude_outside", false);
        float cubic = node.attributes().number("cubic_coeff_a", KEYS);
        float extrapolation = node.attributes().number("extrapolation_value", 0);
        if (antialias && mode.isNearest()) {
            throw node.because(Code.BAD_ATTRIBUTE, "antialias = 1 makes no sense of mode " + name);
        }
        if (!mode.isNearest()) {
            Floating.check(node, 0);
        }
        List<Resize.Axis> axes = simple ? ResizedAxes.upsampled(node) : ResizedAxes.of(node, coordinates);
        return node.result(
                new Resize(node.value(0), axes, coordinates, mode, antialias, excludesOutside, cubic, extrapolation));
    }

    private static Mode mode(OnnxNode node, String name, boolean simple) {
        return switch (name) {
            case "nearest" -> simple ? Mode.FLOOR : nearest(node);
            case "linear", "bilinear" -> Mode.LINEAR;
            case "cubic" -> Mode.CUBIC;
            default -> throw node.because(Code.BAD_ATTRIBUTE, "mode is " + name + ", not nearest, linear or cubic");
        };
    }

    private static Mode nearest(OnnxNode node) {
        String name = node.attributes().text("nearest_mode", "round_prefer_floor");
        for (Mode mode : Mode.values()) {
            if (mode.isNearest() && mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return mode;
            }
        }
        throw node.because(
                Code.BAD_ATTRIBUTE,
                "nearest_mode is " + name + ", not round_prefer_floor, round_prefer_ceil, floor or ceil");
    }

    private static Coordinates coordinates(OnnxNode node) {
        String name = node.attributes().text("coordinate_transformation_mode", "half_pixel");
        for (Coordinates coordinates : Coordinates.values()) {
            if (coordinates.name().toLowerCase(Locale.ROOT).equals(name)) {
                return coordinates;
            }
        }
        throw node.because(Code.BAD_ATTRIBUTE, "coordinate_transformation_mode is " + name + ", which is unknown")
                .hint("known are half_pixel, half_pixel_symmetric, pytorch_half_pixel, align_corners, asymmetric, "
                        + "tf_half_pixel_for_nn and tf_crop_and_resize");
    }
}
