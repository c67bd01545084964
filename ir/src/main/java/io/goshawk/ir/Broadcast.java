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
        int[] from = new int[result.size()];
        for (int i = 0; i < from.length; i++) {
            int rest = i;
            int source = 0;
            for (int axis = rank - 1; axis >= 0; axis--) {
                int place = rest % result.extent(axis);
                rest /= result.extent(axis);
                int own = axis - rank + operand.rank();
                if (own >= 0 && operand.extent(own) != 1) {
                    source += place * operand.stride(own);
                }
            }
            from[i] = source;
        }
        return from;
    }
}
