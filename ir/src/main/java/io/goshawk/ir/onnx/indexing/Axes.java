package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// What the constructors of operations on axes check alike.
final class Axes {
    private Axes() {}

    /// @throws IllegalArgumentException if `axis` is no axis of a tensor of shape `shape`, counted from 0
    static void check(int axis, Shape shape) {
        if (axis < 0 || axis >= shape.rank()) {
            throw new IllegalArgumentException("a tensor of shape [" + shape + "] has no axis " + axis);
        }
    }

    /// @throws IllegalArgumentException if there is not one number for each axis of a tensor of shape `shape`
    static void checkCount(List<?> numbers, Shape shape, String what) {
        if (numbers.size() != shape.rank()) {
            throw new IllegalArgumentException(
                    what + " " + numbers + " for the " + shape.rank() + " axes of [" + shape + "]");
        }
    }

    /// @throws IllegalArgumentException if the elements of `indices` are no integers
    static void checkIndices(Value indices) {
        if (!(indices.type().element() instanceof IntType)) {
            throw new IllegalArgumentException(
                    "indices are integers, not " + indices.type().element());
        }
    }

    /// @throws IllegalArgumentException if the two have elements of different types
    static void checkSame(Value one, Value other) {
        if (!one.type().element().equals(other.type().element())) {
            throw new IllegalArgumentException("elements of " + one.type().element() + " beside those of "
                    + other.type().element());
        }
    }

    /// {@return `shape` with `extents` in the place of `axis`}
    static Shape replaced(Shape shape, int axis, List<Integer> extents) {
        List<Integer> changed = new ArrayList<>(shape.extents());
        changed.subList(axis, axis + 1).clear();
        changed.addAll(axis, extents);
        return new Shape(changed);
    }
}
