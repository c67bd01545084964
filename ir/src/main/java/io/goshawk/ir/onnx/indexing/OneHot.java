package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX OneHot: a new axis along which the place an index names holds one number, and all others another.
///
/// @param indices integers, or floats whose fractions are dropped; outside of `-depth` to `depth - 1`, no place is
/// named
/// @param values the two numbers: that of all other places, then that of the place named
/// @param depth the extent of the new axis
/// @param axis where it stands in the result
public record OneHot(Value indices, Value values, int depth, int axis) implements IndexingOp {
    public OneHot {
        if (!values.shape().equals(Shape.of(2))) {
            throw new IllegalArgumentException("two numbers are needed, not those of [" + values.shape() + "]");
        }
        if (depth < 0 || axis < 0 || axis > indices.shape().rank()) {
            throw new IllegalArgumentException(
                    "no axis " + axis + " of extent " + depth + " goes into [" + indices.shape() + "]");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(indices, values);
    }

    @Override
    public OneHot withOperands(List<Value> operands) {
        return new OneHot(operands.get(0), operands.get(1), depth, axis);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>(indices.shape().extents());
        extents.add(axis, depth);
        return values.type().withShape(new Shape(extents));
    }
}
