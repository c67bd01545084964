package io.goshawk.ir.integer;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.MatrixShapes;
import java.util.List;

/// The rows of `table`, `[rows, width]`, that `indices` name: an embedding. An index never leaves the
/// table.
public record Gather(Value indices, Value table) implements TransformerOp {
    public Gather {
        MatrixShapes.rows(table.shape(), indices.shape());
    }

    /// {@return the indices that there are}
    public IntRange places() {
        return IntRange.of(0, table.shape().extent(0) - 1L);
    }

    @Override
    public List<Value> operands() {
        return List.of(indices, table);
    }

    @Override
    public Gather withOperands(List<Value> operands) {
        return new Gather(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        return table.type().withShape(MatrixShapes.rows(table.shape(), indices.shape()));
    }
}
