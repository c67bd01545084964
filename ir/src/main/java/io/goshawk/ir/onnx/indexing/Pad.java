package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// A tensor with more places around it, or with fewer where a number is negative.
///
/// @param fill the single element that new places hold with `CONSTANT`
/// @param before, after how many places to put in front of and behind the input along each axis
public record Pad(Value input, Value fill, List<Integer> before, List<Integer> after, Mode mode) implements IndexingOp {
    /// What new places hold.
    public enum Mode {
        /// The element `fill`.
        CONSTANT,
        /// The nearest element.
        EDGE,
        /// The elements mirrored at the outermost place, which does not occur twice.
        REFLECT,
        /// The elements over again, from the other end.
        WRAP
    }

    public Pad {
        before = List.copyOf(before);
        after = List.copyOf(after);
        Axes.checkCount(before, input.shape(), "padding in front");
        Axes.checkCount(after, input.shape(), "padding behind");
        Axes.checkSame(input, fill);
        if (fill.shape().size() != 1) {
            throw new IllegalArgumentException("padding with a tensor of shape [" + fill.shape() + "], not a number");
        }
        for (int axis = 0; axis < before.size(); axis++) {
            int extent = input.shape().extent(axis);
            long padded = (long) extent + before.get(axis) + after.get(axis);
            if (padded < 0 || padded > Integer.MAX_VALUE || (mode != Mode.CONSTANT && extent == 0 && padded > 0)) {
                throw new IllegalArgumentException("axis " + axis + " of [" + input.shape() + "] cannot be padded by "
                        + before.get(axis) + " and " + after.get(axis));
            }
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, fill);
    }

    @Override
    public Pad withOperands(List<Value> operands) {
        return new Pad(operands.get(0), operands.get(1), before, after, mode);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < before.size(); axis++) {
            extents.add(input.shape().extent(axis) + before.get(axis) + after.get(axis));
        }
        return input.type().withShape(new Shape(extents));
    }
}
