package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The shape rules of normalisations over the axes from a given one on.
final class Parameters {
    private Parameters() {}

    /// @throws IllegalArgumentException if `axis` is none of `input`, or `parameter` does not broadcast to it
    static void check(Shape input, int axis, Shape parameter) {
        if (axis < 0 || axis >= input.rank()) {
            throw new IllegalArgumentException("no axis " + axis + " in " + input);
        }
        if (!Broadcast.of(parameter, input).equals(input)) {
            throw new IllegalArgumentException(
                    "a parameter of shape " + parameter + " does not fit a tensor of shape " + input);
        }
    }

    /// {@return `input` with the extents from `axis` on 1}
    static Shape reduced(Shape input, int axis) {
        List<Integer> extents = new ArrayList<>(input.extents().subList(0, axis));
        extents.addAll(Collections.nCopies(input.rank() - axis, 1));
        return new Shape(extents);
    }
}
