package io.goshawk.ir.tensor;

import io.goshawk.ir.Shape;

/// The elements of a tensor, row-major, immutable.
public sealed interface Tensor permits IntTensor, FloatTensor, RealTensor {
    /// {@return the extents}
    Shape shape();

    /// {@return the same elements in another shape of the same size}
    Tensor reshape(Shape changed);

    /// {@return the elements in another order: element `i` is this tensor's element `from[i]`}
    Tensor gather(Shape changed, int[] from);

    /// {@return where each element of the transposed tensor comes from}
    ///
    /// @param permutation for each axis of the result, the axis of `shape` it shows
    static int[] transposition(Shape shape, java.util.List<Integer> permutation) {
        int rank = shape.rank();
        int[] extents = new int[rank];
        int[] strides = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = shape.extent(permutation.get(axis));
            strides[axis] = shape.stride(permutation.get(axis));
        }
        int[] from = new int[shape.size()];
        int[] index = new int[rank];
        int source = 0;
        for (int i = 0; i < from.length; i++) {
            from[i] = source;
            for (int axis = rank - 1; axis >= 0; axis--) {
                source += strides[axis];
                if (++index[axis] < extents[axis]) {
                    break;
                }
                source -= strides[axis] * extents[axis];
                index[axis] = 0;
            }
        }
        return from;
    }
}
