package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX DequantizeLinear: `(x - zeroPoint) * scale`, exactly.
///
/// @param input integers, or small floats
/// @param scale, zeroPoint tensors that broadcast to the input in `blocks`
/// @param element the float type that the result has where floats are asked for
public record DequantizeLinear(Value input, Value scale, Value zeroPoint, Blocks blocks, ElementType element)
        implements LinearQuantizationOp {
    public DequantizeLinear {
        blocks.check(scale.shape(), input.shape(), "scale");
        blocks.check(zeroPoint.shape(), input.shape(), "zero point");
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, zeroPoint);
    }

    @Override
    public DequantizeLinear withOperands(List<Value> o) {
        return new DequantizeLinear(o.get(0), o.get(1), o.get(2), blocks, element);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(input.shape(), element);
    }
}
