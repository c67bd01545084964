package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX MaxUnpool: elements go back where MaxPool found them, all else is zero.
///
/// @param indices places in a tensor of shape `frame`, row-major, as many as `input` has elements;
///     where two are equal,
///     the later element wins
/// @param frame what was pooled, as far as kernel and strides tell
/// @param shape the result, which `frame` is the front corner of
public record MaxUnpool(Value input, Value indices, Shape frame, Shape shape) implements SpatialOp {
    public MaxUnpool {
        if (!input.shape().equals(indices.shape())) {
            throw new IllegalArgumentException(
                    "there are " + indices.shape() + " indices for elements of shape " + input.shape());
        }
        if (frame.rank() != shape.rank() || frame.rank() != input.shape().rank()) {
            throw new IllegalArgumentException(input.shape() + " cannot be placed in " + shape);
        }
        for (int axis = 0; axis < frame.rank(); axis++) {
            if (frame.extent(axis) > shape.extent(axis)) {
                throw new IllegalArgumentException("what was pooled, " + frame + ", does not fit " + shape);
            }
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, indices);
    }

    @Override
    public MaxUnpool withOperands(List<Value> operands) {
        return new MaxUnpool(operands.get(0), operands.get(1), frame, shape);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(shape);
    }
}
