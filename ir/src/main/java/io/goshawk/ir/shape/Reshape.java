package io.goshawk.ir.shape;

import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The same elements, row-major, in another shape of the same size.
public record Reshape(Value input, Shape shape) implements ShapeOp {
    public Reshape {
        if (input.shape().size() != shape.size()) {
            throw new IllegalArgumentException("cannot reshape " + input.shape() + " to " + shape);
        }
        if (input.type().element() instanceof QuantType quant && quant.map().axis() >= 0) {
            throw new IllegalArgumentException("cannot reshape a tensor with one scale a channel");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Reshape withOperands(List<Value> operands) {
        return new Reshape(operands.getFirst(), shape);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(shape);
    }
}
