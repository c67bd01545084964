package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX TensorScatter: a cache in which `update` takes consecutive places along `axis`, from an index on that each
/// member of the batch, along axis 0, has for itself.
///
/// @param cache of shape `[batch, …]`
/// @param update of the same shape, but no longer along `axis`
/// @param starts a vector of `batch` integers, not negative
/// @param axis not 0
/// @param circular whether places behind the end are those at the beginning; otherwise all lie within
public record TensorScatter(Value cache, Value update, Value starts, int axis, boolean circular) implements IndexingOp {
    public TensorScatter {
        Axes.check(axis, cache.shape());
        Axes.checkIndices(starts);
        Axes.checkSame(cache, update);
        Shape shape = cache.shape();
        boolean fits = axis > 0
                && update.shape().rank() == shape.rank()
                && update.shape().extent(axis) <= shape.extent(axis)
                && Axes.replaced(update.shape(), axis, List.of()).equals(Axes.replaced(shape, axis, List.of()))
                && starts.shape().equals(Shape.of(shape.extent(0)));
        if (!fits) {
            throw new IllegalArgumentException("an update of shape [" + update.shape() + "] at places of shape ["
                    + starts.shape() + "] does not go into [" + shape + "] along axis " + axis);
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(cache, update, starts);
    }

    @Override
    public TensorScatter withOperands(List<Value> operands) {
        return new TensorScatter(operands.get(0), operands.get(1), operands.get(2), axis, circular);
    }

    @Override
    public TensorType resultType() {
        return cache.type();
    }
}
