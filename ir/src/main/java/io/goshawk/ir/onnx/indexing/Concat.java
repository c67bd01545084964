package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// Tensors side by side along one axis; their other extents and their elements are of one kind.
///
/// @param parts one tensor or more
/// @param axis from 0 to the rank less one
public record Concat(List<Value> parts, int axis) implements IndexingOp {
    public Concat {
        parts = List.copyOf(parts);
        TensorType first = parts.getFirst().type();
        for (Value part : parts) {
            if (!without(part.shape(), axis).equals(without(first.shape(), axis))
                    || !part.type().element().equals(first.element())) {
                throw new IllegalArgumentException(
                        "cannot join " + part.type() + " to " + first + " along axis " + axis);
            }
        }
        if (parts.stream().mapToLong(part -> part.shape().extent(axis)).sum() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("joined, there are more than 2^31 - 1 places along axis " + axis);
        }
    }

    private static List<Integer> without(Shape shape, int axis) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.subList(axis, axis + 1).clear();
        return extents;
    }

    @Override
    public List<Value> operands() {
        return parts;
    }

    @Override
    public Concat withOperands(List<Value> operands) {
        return new Concat(operands, axis);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>(parts.getFirst().shape().extents());
        extents.set(
                axis, parts.stream().mapToInt(part -> part.shape().extent(axis)).reduce(0, Math::addExact));
        return parts.getFirst().type().withShape(new Shape(extents));
    }
}
