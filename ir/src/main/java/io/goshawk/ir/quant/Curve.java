package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveKind;
import java.util.List;

/// A function of each real by itself, in double precision: `kind` at the double nearest to the exact
/// real.
public record Curve(Value input, CurveKind kind) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Curve withOperands(List<Value> operands) {
        return new Curve(operands.getFirst(), kind);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
