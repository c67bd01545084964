package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// Part of a tensor: along each axis, as many places as `shape` says, from `starts` on, `steps` apart.
///
/// @param starts the first place along each axis
/// @param steps the way from one place to the next, negative to go backwards, not zero
/// @param shape of the result; each place it reads is one of the input
public record Slice(Value input, List<Integer> starts, List<Integer> steps, Shape shape) implements IndexingOp {
    public Slice {
        starts = List.copyOf(starts);
        steps = List.copyOf(steps);
        Axes.checkCount(starts, input.shape(), "starts");
        Axes.checkCount(steps, input.shape(), "steps");
        Axes.checkCount(shape.extents(), input.shape(), "extents");
        for (int axis = 0; axis < starts.size(); axis++) {
            long last = starts.get(axis) + (shape.extent(axis) - 1L) * steps.get(axis);
            boolean inside = within(starts.get(axis), input.shape().extent(axis))
                    && within(last, input.shape().extent(axis));
            if (steps.get(axis) == 0 || (shape.extent(axis) > 0 && !inside)) {
                throw new IllegalArgumentException(
                        "no slice of [" + input.shape() + "] along axis " + axis + ": " + shape.extent(axis)
                                + " places from " + starts.get(axis) + " on in steps of " + steps.get(axis));
            }
        }
    }

    private static boolean within(long place, int extent) {
        return place >= 0 && place < extent;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Slice withOperands(List<Value> operands) {
        return new Slice(operands.getFirst(), starts, steps, shape);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(shape);
    }
}
