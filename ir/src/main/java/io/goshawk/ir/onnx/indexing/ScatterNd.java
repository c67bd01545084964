package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX ScatterND: `data` in which elements or whole parts, each named by a tuple of integers along the last axis of
/// `indices`, meet those of `updates`, in row-major order.
///
/// @param indices of shape `[…, n]`; its tuples name places along the first `n` axes of `data`
/// @param updates of shape `[…, the other extents of data]`
public record ScatterNd(Value data, Value indices, Value updates, Merge merge) implements IndexingOp {
    public ScatterNd {
        Axes.checkIndices(indices);
        Axes.checkSame(data, updates);
        Shape places = indices.shape();
        if (places.rank() == 0 || places.last() > data.shape().rank()) {
            throw new IllegalArgumentException(
                    "indices of shape [" + places + "] do not go into [" + data.shape() + "]");
        }
        List<Integer> expected = new ArrayList<>(places.extents().subList(0, places.rank() - 1));
        expected.addAll(
                data.shape().extents().subList(places.last(), data.shape().rank()));
        if (!updates.shape().extents().equals(expected)) {
            throw new IllegalArgumentException(
                    "updates of shape [" + updates.shape() + "] and not [" + new Shape(expected) + "]");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(data, indices, updates);
    }

    @Override
    public ScatterNd withOperands(List<Value> operands) {
        return new ScatterNd(operands.get(0), operands.get(1), operands.get(2), merge);
    }

    @Override
    public TensorType resultType() {
        return data.type();
    }
}
