package io.goshawk.ir.circuit;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The wire that carries element `index` (row-major) of an input port.
public record Element(Value input, int index) implements CircuitOp {
    public Element {
        if (index < 0 || index >= input.shape().size()) {
            throw new IllegalArgumentException("no element " + index + " in " + input.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Element withOperands(List<Value> operands) {
        return new Element(operands.getFirst(), index);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(Shape.SCALAR);
    }
}
