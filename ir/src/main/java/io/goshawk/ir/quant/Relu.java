package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// `max(x, 0)`, exactly.
public record Relu(Value input) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Relu withOperands(List<Value> operands) {
        return new Relu(operands.getFirst());
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
