package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// A tensor repeated along its axes of extent 1, and along new ones in front of them.
///
/// @param shape of the result, to which that of the input broadcasts
public record Expand(Value input, Shape shape) implements IndexingOp {
    public Expand {
        if (!Broadcast.of(input.shape(), shape).equals(shape)) {
            throw new IllegalArgumentException("[" + input.shape() + "] does not expand to [" + shape + "]");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Expand withOperands(List<Value> operands) {
        return new Expand(operands.getFirst(), shape);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(shape);
    }
}
