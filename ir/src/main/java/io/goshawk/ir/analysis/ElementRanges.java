package io.goshawk.ir.analysis;

import io.goshawk.ir.num.IntRange;
import java.util.Collections;
import java.util.List;

/// Which integers each element of a tensor can take, row-major.
///
/// @param elements one range for each element
public record ElementRanges(List<IntRange> elements) {
    public ElementRanges {
        elements = List.copyOf(elements);
    }

    /// {@return `count` elements of the same range}
    static ElementRanges uniform(int count, IntRange range) {
        return new ElementRanges(Collections.nCopies(count, range));
    }

    /// {@return the range of element `index`}
    public IntRange at(int index) {
        return elements.get(index);
    }

    /// {@return how many elements there are}
    public int size() {
        return elements.size();
    }

    /// {@return the smallest range that holds every element; `[0, 0]` for an empty tensor}
    public IntRange hull() {
        return elements.stream().reduce(IntRange::union).orElse(IntRange.of(0, 0));
    }

    /// {@return the hull of every element at place `channel` of `extent` places that lie `stride` elements apart}
    public IntRange channel(int channel, int stride, int extent) {
        IntRange hull = elements.get(channel * stride);
        for (int i = 0; i < elements.size(); i++) {
            if (i / stride % extent == channel) {
                hull = hull.union(elements.get(i));
            }
        }
        return hull;
    }
}
