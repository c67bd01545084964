package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX Gather: the places `indices` of `data` along one axis, which the axes of `indices` take the place of.
///
/// @param indices integers from `-n` to `n - 1` for an extent of `n`; negative ones count from the end
public record Gather(Value data, Value indices, int axis) implements IndexingOp {
    public Gather {
        Axes.check(axis, data.shape());
        Axes.checkIndices(indices);
    }

    @Override
    public List<Value> operands() {
        return List.of(data, indices);
    }

    @Override
    public Gather withOperands(List<Value> operands) {
        return new Gather(operands.get(0), operands.get(1), axis);
    }

    @Override
    public TensorType resultType() {
        return data.type()
                .withShape(Axes.replaced(data.shape(), axis, indices.shape().extents()));
    }
}
