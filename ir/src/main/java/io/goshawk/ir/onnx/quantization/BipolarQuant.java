package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// QONNX BipolarQuant: `scale` where `x >= 0`, else `-scale`.
public record BipolarQuant(Value input, Value scale) implements QuantizationOp {
    @Override
    public List<Value> operands() {
        return List.of(input, scale);
    }

    @Override
    public BipolarQuant withOperands(List<Value> operands) {
        return new BipolarQuant(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
