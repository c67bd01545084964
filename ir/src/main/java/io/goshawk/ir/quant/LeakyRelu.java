package io.goshawk.ir.quant;

import io.goshawk.ir.Coefficients;
import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// `x < 0 ? slope * x : x`, exactly: ONNX LeakyRelu, and PRelu with one slope a channel.
///
/// @param slope of any sign
public record LeakyRelu(Value input, Coefficients slope) implements QuantOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public LeakyRelu withOperands(List<Value> operands) {
        return new LeakyRelu(operands.getFirst(), slope);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(RealType.REAL);
    }
}
