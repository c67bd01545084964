package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.util.List;

/// The value of `bounds` nearest to the input.
///
/// @param range every value that can occur, within `bounds`
public record Clamp(Value input, IntRange bounds, IntRange range) implements CircuitOp {
    public Clamp {
        if (!bounds.contains(range)) {
            throw new IllegalArgumentException("a clamp to " + bounds + " cannot give " + range);
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Clamp withOperands(List<Value> operands) {
        return new Clamp(operands.getFirst(), bounds, range);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(range);
    }
}
