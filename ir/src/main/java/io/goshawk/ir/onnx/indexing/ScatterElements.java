package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX ScatterElements: `data` in which each element of `updates` goes to its own place, but along `axis` to its
/// index. The elements of `updates` come in row-major order.
///
/// @param indices integers from `-n` to `n - 1`, of the shape of `updates`, which lies within that of `data`
public record ScatterElements(Value data, Value indices, Value updates, int axis, Merge merge) implements IndexingOp {
    public ScatterElements {
        Axes.check(axis, data.shape());
        Axes.checkIndices(indices);
        Axes.checkSame(data, updates);
        Shape shape = indices.shape();
        Axes.checkCount(shape.extents(), data.shape(), "indices of extents");
        if (!shape.equals(updates.shape())) {
            throw new IllegalArgumentException("indices [" + shape + "] for updates [" + updates.shape() + "]");
        }
        for (int other = 0; other < shape.rank(); other++) {
            if (other != axis && shape.extent(other) > data.shape().extent(other)) {
                throw new IllegalArgumentException(
                        "updates of shape [" + shape + "] reach beyond [" + data.shape() + "] along axis " + other);
            }
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(data, indices, updates);
    }

    @Override
    public ScatterElements withOperands(List<Value> operands) {
        return new ScatterElements(operands.get(0), operands.get(1), operands.get(2), axis, merge);
    }

    @Override
    public TensorType resultType() {
        return data.type();
    }
}
