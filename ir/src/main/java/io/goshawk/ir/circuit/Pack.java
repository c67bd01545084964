package io.goshawk.ir.circuit;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// An output port made of wires, row-major; each is extended to `element`, which holds them all.
public record Pack(List<Value> elements, Shape shape, IntType element) implements CircuitOp {
    public Pack {
        elements = List.copyOf(elements);
        if (elements.size() != shape.size()) {
            throw new IllegalArgumentException(elements.size() + " wires for a port of shape " + shape);
        }
        for (Value wire : elements) {
            if (!CircuitOp.fits(wire.type().intElement(), element)) {
                throw new IllegalArgumentException(wire.type() + " does not fit " + element);
            }
        }
    }

    @Override
    public List<Value> operands() {
        return elements;
    }

    @Override
    public Pack withOperands(List<Value> operands) {
        return new Pack(operands, shape, element);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(shape, element);
    }
}
