package io.goshawk.ir.quant;

import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.MatrixShapes;
import java.util.List;

/// The rows of the quantised `table`, `[rows, width]`, that the integers `indices` name: an embedding.
///
/// @param table with one scale for all of it
public record Gather(Value indices, Value table) implements QuantOp {
    public Gather {
        MatrixShapes.rows(table.shape(), indices.shape());
        if (table.type().element() instanceof QuantType type && type.map().axis() >= 0) {
            throw new IllegalArgumentException("an embedding with more than one scale");
        }
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
