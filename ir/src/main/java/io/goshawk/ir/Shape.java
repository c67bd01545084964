package io.goshawk.ir;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The static extents of a tensor, outermost first; no extents is a scalar. Printed as `1x16`.
public record Shape(List<Integer> extents) {
    /// The shape of a single element.
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        extents = List.copyOf(extents);
        if (extents.stream().anyMatch(extent -> extent < 0)) {
            throw new IllegalArgumentException("a negative extent in " + extents);
        }
    }

    /// {@return the shape with the given extents}
    public static Shape of(int... extents) {
        return new Shape(Arrays.stream(extents).boxed().toList());
    }

    /// {@return how many extents there are}
    public int rank() {
        return extents.size();
    }

    /// {@return how many elements there are}
    /// @throws ArithmeticException if there are 2^31 or more
    public int size() {
        int size = 1;
        for (int extent : extents) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    /// {@return the extent along `axis`; negative axes count from the innermost, -1}
    public int extent(int axis) {
        return extents.get(axis < 0 ? axis + rank() : axis);
    }

    /// {@return the innermost extent, 1 for a scalar}
    public int last() {
        return extents.isEmpty() ? 1 : extents.getLast();
    }

    /// {@return how many elements lie between two neighbours along `axis` (not negative)}
    public int stride(int axis) {
        int stride = 1;
        for (int inner = axis + 1; inner < rank(); inner++) {
            stride *= extents.get(inner);
        }
        return stride;
    }

    /// {@return this shape with the innermost extent replaced}
    public Shape withLast(int extent) {
        Integer[] changed = extents.toArray(Integer[]::new);
        changed[changed.length - 1] = extent;
        return new Shape(List.of(changed));
    }

    @Override
    public String toString() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
