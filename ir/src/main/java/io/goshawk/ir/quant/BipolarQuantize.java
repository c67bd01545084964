package io.goshawk.ir.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import java.util.List;

/// The sign of a real as one bit: code 1 where `x >= 0`, standing for `scale`, else code 0, standing for `-scale`.
///
/// @param scale positive
public record BipolarQuantize(Value input, Coefficients scale) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public BipolarQuantize withOperands(List<Value> operands) {
        return new BipolarQuantize(operands.getFirst(), scale);
    }

    /// {@return what the code stands for: `2 * scale * code - scale`}
    public QuantType element() {
        Affine map = new Affine(scale.map(s -> s.times(Dyadic.of(2))), scale.map(Real::negate));
        return new QuantType(IntType.u(1), map);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(element());
    }
}
