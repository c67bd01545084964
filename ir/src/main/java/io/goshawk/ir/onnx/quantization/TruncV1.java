package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import java.util.List;

/// QONNX Trunc, version 1: drops the lowest bits of integers and keeps their scale,
/// `(round(rint(x / scale + zeroPoint) / 2^(inputBits - outputBits)) - zeroPoint) * scale`.
///
/// `rint` breaks ties to even. Nothing is clamped.
///
/// @param scale, zeroPoint, inputBits, outputBits tensors that broadcast to the input
/// @param rounding what happens to the bits that are dropped
public record TruncV1(Value input, Value scale, Value zeroPoint, Value inputBits, Value outputBits, Rounding rounding)
        implements QonnxOp {
    public TruncV1 {
        for (Value parameter : List.of(scale, zeroPoint, inputBits, outputBits)) {
            Blocks.NONE.check(parameter.shape(), input.shape(), "parameter");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, zeroPoint, inputBits, outputBits);
    }

    @Override
    public TruncV1 withOperands(List<Value> o) {
        return new TruncV1(o.get(0), o.get(1), o.get(2), o.get(3), o.get(4), rounding);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
