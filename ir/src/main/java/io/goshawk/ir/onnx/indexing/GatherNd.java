package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX GatherND: each tuple of integers along the last axis of `indices` names an element or a whole part of `data`.
///
/// @param indices of shape `[…, n]`; its tuples name places along the `n` axes behind the first `batchAxes`
/// @param batchAxes how many leading axes `data` and `indices` share, each working on its own
public record GatherNd(Value data, Value indices, int batchAxes) implements IndexingOp {
    public GatherNd {
        Axes.checkIndices(indices);
        Shape places = indices.shape();
        Shape shape = data.shape();
        boolean fits = batchAxes >= 0
                && batchAxes < places.rank()
                && batchAxes <= shape.rank()
                && places.extents().subList(0, batchAxes).equals(shape.extents().subList(0, batchAxes))
                && places.last() <= shape.rank() - batchAxes;
        if (!fits) {
            throw new IllegalArgumentException("indices of shape [" + places + "] do not go into [" + shape + "] with "
                    + batchAxes + " axes in common");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(data, indices);
    }

    @Override
    public GatherNd withOperands(List<Value> operands) {
        return new GatherNd(operands.get(0), operands.get(1), batchAxes);
    }

    @Override
    public TensorType resultType() {
        Shape places = indices.shape();
        List<Integer> extents = new ArrayList<>(places.extents().subList(0, places.rank() - 1));
        extents.addAll(data.shape()
                .extents()
                .subList(batchAxes + places.last(), data.shape().rank()));
        return data.type().withShape(new Shape(extents));
    }
}
