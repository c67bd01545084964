package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.util.List;

/// One adder: `(left << leftShift) + (right << rightShift)`, or the difference where `subtract`.
///
/// @param range every value that can occur; it may be tighter than the operands' types say
public record Add(Value left, int leftShift, Value right, int rightShift, boolean subtract, IntRange range)
        implements CircuitOp {
    public Add {
        if (leftShift < 0 || rightShift < 0) {
            throw new IllegalArgumentException("a negative shift");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public Add withOperands(List<Value> operands) {
        return new Add(operands.get(0), leftShift, operands.get(1), rightShift, subtract, range);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(range);
    }
}
