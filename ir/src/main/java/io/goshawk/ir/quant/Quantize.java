package io.goshawk.ir.quant;

import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rounding;
import java.util.List;

/// Makes integers of reals: `overflow(rounding((x - offset) / scale))` with the map of `element`.
///
/// @param input reals, floats or quantised values
/// @param clamp the integers the result may take, within the storage of `element`
public record Quantize(Value input, QuantType element, IntRange clamp, Rounding rounding, Overflow overflow)
        implements QuantOp {
    public Quantize {
        if (!element.storage().range().contains(clamp)) {
            throw new IllegalArgumentException("clamp " + clamp + " leaves " + element.storage());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Quantize withOperands(List<Value> operands) {
        return new Quantize(operands.getFirst(), element, clamp, rounding, overflow);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(element);
    }
}
