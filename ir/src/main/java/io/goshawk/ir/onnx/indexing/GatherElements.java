package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX GatherElements: each place of the result reads `data` at its own place, but along `axis` at its index.
///
/// @param indices integers from `-n` to `n - 1`, of a shape that lies within that of `data` along all other axes
public record GatherElements(Value data, Value indices, int axis) implements IndexingOp {
    public GatherElements {
        Axes.check(axis, data.shape());
        Axes.checkIndices(indices);
        Axes.checkCount(indices.shape().extents(), data.shape(), "indices of extents");
        for (int other = 0; other < data.shape().rank(); other++) {
            if (other != axis && indices.shape().extent(other) > data.shape().extent(other)) {
                throw new IllegalArgumentException("indices of shape [" + indices.shape() + "] reach beyond ["
                        + data.shape() + "] along axis " + other);
            }
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(data, indices);
    }

    @Override
    public GatherElements withOperands(List<Value> operands) {
        return new GatherElements(operands.get(0), operands.get(1), axis);
    }

    @Override
    public TensorType resultType() {
        return data.type().withShape(indices.shape());
    }
}
