package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// Softmax along `axis`, on the host: in double precision, so within a few units in the last place.
public record Softmax(Value input, int axis) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Softmax withOperands(List<Value> operands) {
        return new Softmax(operands.getFirst(), axis);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
