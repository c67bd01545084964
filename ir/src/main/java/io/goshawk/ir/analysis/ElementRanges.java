package io.goshawk.ir.analysis;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Which integers each element of a tensor can take, row-major.
///
/// Most tensors have one range for all, or one a channel, and hold no more than that.
///
/// @param size how many elements there are
/// @param stride how many neighbours share a range before the next one's turn comes
/// @param ranges element `i` has the range `i / stride % ranges.size()`; one at least
public record ElementRanges(int size, int stride, List<IntRange> ranges) {
    public ElementRanges {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || stride < 1) {
            throw new IllegalArgumentException(ranges.size() + " ranges " + stride + " apart");
        }
    }

    /// {@return `count` elements of the same range}
    public static ElementRanges uniform(int count, IntRange range) {
        return new ElementRanges(count, 1, List.of(range));
    }

    /// {@return one range for each element}
    static ElementRanges each(List<IntRange> ranges) {
        return alongAxis(ranges.size(), 1, ranges);
    }

    /// {@return `size` elements; those at one place along an axis, whose neighbours lie `stride` apart,
    ///     share a range}
    static ElementRanges alongAxis(int size, int stride, List<IntRange> ranges) {
        boolean same = ranges.stream().allMatch(ranges.stream().findFirst().orElse(null)::equals);
        return same
                ? uniform(size, ranges.stream().findFirst().orElse(IntRange.of(0, 0)))
                : new ElementRanges(size, stride, ranges);
    }

    /// {@return the range of element `index`}
    public IntRange at(int index) {
        return ranges.get(index / stride % ranges.size());
    }

    /// {@return the smallest range that holds every element; `[0, 0]` for an empty tensor}
    public IntRange hull() {
        return size == 0
                ? IntRange.of(0, 0)
                : ranges.stream().reduce(IntRange::union).orElseThrow();
    }

    /// {@return for each of `extent` places that lie `apart` elements apart, the hull of the elements
    ///     there}
    public List<IntRange> along(int extent, int apart) {
        if (ranges.size() == 1 || size == 0) {
            return Collections.nCopies(extent, hull());
        }
        if (ranges.size() == extent && stride == apart) {
            return ranges;
        }
        List<IntRange> hulls = new ArrayList<>(Collections.nCopies(extent, null));
        for (int i = 0; i < size; i++) {
            int place = i / apart % extent;
            IntRange hull = hulls.get(place);
            hulls.set(place, hull == null ? at(i) : hull.union(at(i)));
        }
        return hulls.stream().map(Objects::requireNonNull).toList();
    }

    /// {@return these ranges for elements in another order}
    /// @param from where each element comes from
    ElementRanges gather(int[] from) {
        return ranges.size() == 1
                ? uniform(from.length, ranges.getFirst())
                : each(IntStream.of(from).mapToObj(this::at).toList());
    }

    /// {@return `factor` times these elements}
    ElementRanges times(BigInteger factor) {
        return new ElementRanges(
                size, stride, ranges.stream().map(range -> range.times(factor)).toList());
    }

    /// {@return the sums of these elements and `other`, which are as many}
    ElementRanges plus(ElementRanges other) {
        if (other.ranges.size() == 1 || ranges.size() == 1) {
            ElementRanges many = ranges.size() == 1 ? other : this;
            IntRange one = ranges.size() == 1 ? ranges.getFirst() : other.ranges.getFirst();
            return new ElementRanges(
                    size, many.stride, many.ranges.stream().map(one::plus).toList());
        }
        boolean alike = stride == other.stride && ranges.size() == other.ranges.size();
        int count = alike ? ranges.size() : size;
        int apart = alike ? stride : 1;
        return alongAxis(
                size,
                apart,
                IntStream.range(0, count)
                        .mapToObj(i -> at(i * apart).plus(other.at(i * apart)))
                        .toList());
    }

    /// {@return the largest magnitude of any element}
    BigInteger magnitude() {
        return hull().magnitude();
    }
}
