package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The logarithm of the softmax along `axis`, on the host: in double precision, so within a few units in the
/// last place of its largest term.
public record LogSoftmax(Value input, int axis) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public LogSoftmax withOperands(List<Value> operands) {
        return new LogSoftmax(operands.getFirst(), axis);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
