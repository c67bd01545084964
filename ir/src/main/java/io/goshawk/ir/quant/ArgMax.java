package io.goshawk.ir.quant;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.Reduction;
import java.util.List;

/// The first place of the largest real along `axis`; decided exactly.
public record ArgMax(Value input, int axis, boolean keepAxis) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ArgMax withOperands(List<Value> operands) {
        return new ArgMax(operands.getFirst(), axis, keepAxis);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Reduction.shape(input.shape(), axis, keepAxis), IntType.s(64));
    }
}
