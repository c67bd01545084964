package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX Resize and Upsample: each element of the result is read from, or mixed of, elements near a place of the input.
///
/// @param axes how places are found, one an axis of the input
/// @param mode what is made of the elements near a place
/// @param antialias whether linear and cubic mixing widens with the step where the map shrinks
/// @param excludesOutside whether elements beyond the border have no weight, instead of repeating the border
/// @param cubic the coefficient `a` of the cubic kernel
/// @param extrapolation what places beyond the input read; for `TF_CROP_AND_RESIZE`
public record Resize(
        Value input,
        List<Axis> axes,
        Coordinates coordinates,
        Mode mode,
        boolean antialias,
        boolean excludesOutside,
        double cubic,
        double extrapolation)
        implements SpatialOp {
    /// One axis of the result.
    ///
    /// @param extent how many places it has
    /// @param scale how many of them there are for one of the input; positive
    /// @param from, to the part of the input that is shown, from 0 to 1; for `TF_CROP_AND_RESIZE`
    public record Axis(int extent, double scale, double from, double to) {
        public Axis {
            boolean positive = scale > 0 && scale < Double.POSITIVE_INFINITY;
            if (extent < 0 || !positive || !Double.isFinite(from) || !Double.isFinite(to)) {
                throw new IllegalArgumentException(
                        "no axis of " + extent + " places scaled by " + scale + " shows " + from + " to " + to);
            }
        }
    }

    /// Which place of the input a place of the result shows (`coordinate_transformation_mode`).
    public enum Coordinates {
        HALF_PIXEL,
        HALF_PIXEL_SYMMETRIC,
        PYTORCH_HALF_PIXEL,
        ALIGN_CORNERS,
        ASYMMETRIC,
        TF_HALF_PIXEL_FOR_NN,
        TF_CROP_AND_RESIZE
    }

    /// What is made of the elements near a place; the first four read one of them.
    public enum Mode {
        ROUND_PREFER_FLOOR,
        ROUND_PREFER_CEIL,
        FLOOR,
        CEIL,
        LINEAR,
        CUBIC;

        /// {@return whether elements are read as they are}
        public boolean isNearest() {
            return this != LINEAR && this != CUBIC;
        }
    }

    public Resize {
        axes = List.copyOf(axes);
        if (axes.size() != input.shape().rank()) {
            throw new IllegalArgumentException(axes.size() + " axes for a tensor of shape " + input.shape());
        }
        for (int axis = 0; axis < axes.size(); axis++) {
            if (input.shape().extent(axis) == 0 && axes.get(axis).extent() > 0) {
                throw new IllegalArgumentException("nothing of " + input.shape() + " can be shown");
            }
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Resize withOperands(List<Value> o) {
        return new Resize(o.getFirst(), axes, coordinates, mode, antialias, excludesOutside, cubic, extrapolation);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(new Shape(axes.stream().map(Axis::extent).toList()));
    }
}
