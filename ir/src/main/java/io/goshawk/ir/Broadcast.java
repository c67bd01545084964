package io.goshawk.ir;

import java.util.ArrayList;
import java.util.List;

/// ONNX multidirectional broadcasting (the rule of NumPy).
public final class Broadcast {
    private Broadcast() {}

    /// {@return the shape that operands of shapes `left` and `right` give}
    /// @throws IllegalArgumentException if they do not go together
    public static Shape of(Shape left, Shape right) {
        int rank = Math.max(left.rank(), right.rank());
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int l = aligned(left, axis - rank + left.rank());
            int r = aligned(right, axis - rank + right.rank());
            if (l != r && l != 1 && r != 1) {
                throw new IllegalArgumentException("shapes " + left + " and " + right + " do not go together");
            }
            extents.add(l == 1 ? r : l);
        }
        return new Shape(extents);
    }

    private static int aligned(Shape shape, int axis) {
        return axis < 0 ? 1 : shape.extent(axis);
    }

    /// {@return for each element of `result`, row-major, the element of an operand of shape `operand` it reads}
    public static int[] indices(Shape operand, Shape result) {
        int rank = result.rank();
        int[] extents = new int[rank];
        int[] strides = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int own = axis - rank + operand.rank();
            extents[axis] = result.extent(axis);
            strides[axis] = own < 0 || operand.extent(own) == 1 ? 0 : operand.stride(own);
        }
        return walk(new int[result.size()], extents, strides);
    }

    private static int[] walk(int[] from, int[] extents, int[] strides) {
        int[] index = new int[extents.length];
        int source = 0;
        for (int i = 0; i < from.length; i++) {
            from[i] = source;
            for (int axis = extents.length - 1; axis >= 0; axis--) {
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
