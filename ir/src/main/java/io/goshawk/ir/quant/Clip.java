package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Real;
import java.util.List;
import java.util.Optional;

/// `min(max(x, low), high)`, exactly, with the bounds that there are.
public record Clip(Value input, Optional<Real> low, Optional<Real> high) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Clip withOperands(List<Value> operands) {
        return new Clip(operands.getFirst(), low, high);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
