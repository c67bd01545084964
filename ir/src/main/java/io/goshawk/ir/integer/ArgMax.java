package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.Reduction;
import java.util.List;

/// The first place of the largest integer along `axis`.
public record ArgMax(Value input, int axis, boolean keepAxis) implements IntegerOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ArgMax withOperands(List<Value> operands) {
        return new ArgMax(operands.getFirst(), axis, keepAxis);
    }

    /// {@return the places there are, from 0}
    public IntRange places() {
        return IntRange.of(0, input.shape().extent(axis) - 1L);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Reduction.shape(input.shape(), axis, keepAxis), IntType.holding(places()));
    }
}
