package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The input of one clock cycle before. Vectors stream through one a cycle, so a register changes no value.
public record Register(Value input) implements CircuitOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Register withOperands(List<Value> operands) {
        return new Register(operands.getFirst());
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
