package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// Where elements of rearranged tensors come from.
final class Places {
    private Places() {}

    /// {@return for each element of a tensor whose place `i` along an axis shows place `maps[axis][i]` of a tensor of
    ///     shape `source`, the element it shows, row-major; `hole` where one of these places is negative}
    static int[] mapped(Shape source, int[][] maps, int hole) {
        int rank = maps.length;
        int[] from = new int[result(maps).size()];
        int[] index = new int[rank];
        for (int i = 0; i < from.length; i++) {
            int place = 0;
            boolean outside = false;
            for (int axis = 0; axis < rank; axis++) {
                int along = maps[axis][index[axis]];
                outside |= along < 0;
                place = place * source.extent(axis) + along;
            }
            from[i] = outside ? hole : place;
            advance(index, maps);
        }
        return from;
    }

    private static void advance(int[] index, int[][] maps) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            if (++index[axis] < maps[axis].length) {
                return;
            }
            index[axis] = 0;
        }
    }

    private static Shape result(int[][] maps) {
        return Shape.of(Arrays.stream(maps).mapToInt(map -> map.length).toArray());
    }

    /// {@return `indices` as places along an axis of extent `extent`}
    /// @throws IllegalArgumentException if one lies outside of `-extent` to `extent - 1`
    static int[] resolved(Tensor indices, int extent) {
        IntTensor integers = (IntTensor) indices;
        int[] places = new int[integers.shape().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = resolved(integers, i, extent);
        }
        return places;
    }

    /// {@return element `i` of `indices` as a place along an axis of extent `extent`}
    /// @throws IllegalArgumentException if it lies outside of `-extent` to `extent - 1`
    static int resolved(IntTensor indices, int i, int extent) {
        BigInteger wide = indices.fitsLong() ? null : indices.bigAt(i);
        boolean fits = wide == null || wide.bitLength() < Long.SIZE;
        long index = fits ? indices.at(i) : 0;
        if (!fits || index < -extent || index >= extent) {
            throw new IllegalArgumentException(
                    "index " + indices.bigAt(i) + " at place " + i + " lies outside of an axis of extent " + extent);
        }
        return (int) (index < 0 ? index + extent : index);
    }

    /// {@return the extents in front of `axis`, multiplied}
    static int outer(Shape shape, int axis) {
        return product(shape.extents().subList(0, axis));
    }

    /// {@return the product of `extents`}
    /// @throws ArithmeticException if it is 2^31 or more
    static int product(List<Integer> extents) {
        return extents.stream().reduce(1, Math::multiplyExact);
    }
}
