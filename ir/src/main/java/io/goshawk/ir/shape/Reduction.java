package io.goshawk.ir.shape;

import io.goshawk.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/// The shape arithmetic of operations that reduce one axis.
public final class Reduction {
    private Reduction() {}

    /// {@return `shape` with `axis` reduced to extent 1, or gone}
    public static Shape shape(Shape shape, int axis, boolean keepAxis) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        if (keepAxis) {
            extents.set(axis, 1);
        } else {
            extents.subList(axis, axis + 1).clear();
        }
        return new Shape(extents);
    }
}
