package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// `min(max(x, low), high)`: the upper bound where the two are crossed.
///
/// @param operands the input, then the bounds that `sides` says: single elements of the same type
public record Clip(List<Value> operands, Sides sides) implements ElementwiseOp {
    /// Which bounds there are.
    public enum Sides {
        LOW,
        HIGH,
        /// The lower bound first.
        BOTH
    }

    public Clip {
        operands = List.copyOf(operands);
        if (operands.size() != (sides == Sides.BOTH ? 3 : 2)) {
            throw new IllegalArgumentException("Clip of " + operands.size() + " operands with bounds " + sides);
        }
        TensorType type = operands.getFirst().type();
        Domain.NUMBERS.check("Clip", type.element());
        for (Value bound : operands.subList(1, operands.size())) {
            if (bound.shape().size() != 1 || !bound.type().element().equals(type.element())) {
                throw new IllegalArgumentException(
                        "a bound of Clip is " + bound.type() + ", not one " + type.element());
            }
        }
    }

    /// {@return what is clipped}
    public Value input() {
        return operands.getFirst();
    }

    @Override
    public boolean isAffine() {
        return true;
    }

    @Override
    public Clip withOperands(List<Value> changed) {
        return new Clip(changed, sides);
    }

    @Override
    public TensorType resultType() {
        return input().type();
    }
}
