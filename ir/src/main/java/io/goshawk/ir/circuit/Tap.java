package io.goshawk.ir.circuit;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// Names the wires that together are a tensor of the integer graph, row-major; no hardware, and nothing reads it.
///
/// What stands between two taps computes the tensor of the second: a backend makes one module of it, and `verify`
/// finds there which node differs first.
///
/// @param source the id of the value in the integer graph: 12 for `%12`
public record Tap(List<Value> elements, Shape shape, IntType element, int source) implements CircuitOp {
    public Tap {
        elements = List.copyOf(elements);
        if (elements.size() != shape.size()) {
            throw new IllegalArgumentException(elements.size() + " wires for a tensor of shape " + shape);
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
    public Tap withOperands(List<Value> operands) {
        return new Tap(operands, shape, element, source);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(shape, element);
    }
}
