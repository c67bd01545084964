package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/// Which parameter belongs to which element: parameters broadcast to the data, after each of them was repeated
/// `size` times along `axis`.
///
/// @param axis of the data, along which a parameter serves several neighbours
/// @param size how many, at least 1; the last block may hold fewer
public record Blocks(int axis, int size) {
    /// Parameters that broadcast as they are.
    public static final Blocks NONE = new Blocks(0, 1);

    public Blocks {
        if (axis < 0 || size < 1) {
            throw new IllegalArgumentException("no blocks of " + size + " along axis " + axis);
        }
    }

    /// Checks that parameters of shape `parameter` serve data of shape `data`.
    /// @throws IllegalArgumentException if they do not
    public void check(Shape parameter, Shape data, String role) {
        Shape served = served(data);
        boolean aligned = axis < data.rank() && (parameter.rank() == data.rank() || parameter.size() == 1);
        if (size > 1 && !aligned) {
            throw new IllegalArgumentException("blocks along axis " + axis + " need a " + role
                    + " with as many axes as the data of shape " + data + ", not of shape " + parameter);
        }
        if (!Broadcast.of(parameter, served).equals(served)) {
            throw new IllegalArgumentException(
                    "a " + role + " of shape " + parameter + " does not broadcast to data of shape " + data
                            + (size > 1 ? " in blocks of " + size + " along axis " + axis : ""));
        }
    }

    private Shape served(Shape data) {
        if (size == 1 || axis >= data.rank()) {
            return data;
        }
        List<Integer> extents = new ArrayList<>(data.extents());
        extents.set(axis, Math.ceilDiv(data.extent(axis), size));
        return new Shape(extents);
    }

    /// {@return for each element of data of shape `data`, row-major, which of the parameters belongs to it}
    public int[] indices(Shape parameter, Shape data) {
        if (size == 1) {
            return Broadcast.indices(parameter, data);
        }
        Shape served = served(data);
        int[] blocks = Broadcast.indices(parameter, served);
        int[] from = new int[data.size()];
        int inner = data.stride(axis);
        int extent = data.extent(axis);
        for (int i = 0; i < from.length; i++) {
            int place = i / inner % extent;
            int line = i / inner / extent;
            from[i] = blocks[(line * served.extent(axis) + place / size) * inner + i % inner];
        }
        return from;
    }
}
