package io.goshawk.ir.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// `map.scale * x + map.offset`, exactly: a bias, a scale, a batch normalisation.
public record ApplyAffine(Value input, Affine map) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ApplyAffine withOperands(List<Value> operands) {
        return new ApplyAffine(operands.getFirst(), map);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
