package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX QuantizeLinear: `clamp(rint(x / scale) + zeroPoint)`, ties to even, clamped to what `element` holds.
///
/// @param scale, zeroPoint tensors that broadcast to the input in `blocks`
/// @param element integers, or a small float format, to which `x / scale` is rounded
/// @param saturate whether what is beyond a small float format becomes its largest number
public record QuantizeLinear(
        Value input, Value scale, Value zeroPoint, Blocks blocks, ElementType element, boolean saturate)
        implements LinearQuantizationOp {
    public QuantizeLinear {
        blocks.check(scale.shape(), input.shape(), "scale");
        blocks.check(zeroPoint.shape(), input.shape(), "zero point");
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, zeroPoint);
    }

    @Override
    public QuantizeLinear withOperands(List<Value> o) {
        return new QuantizeLinear(o.get(0), o.get(1), o.get(2), blocks, element, saturate);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(input.shape(), element);
    }
}
