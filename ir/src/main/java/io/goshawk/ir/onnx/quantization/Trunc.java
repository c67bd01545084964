package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import java.util.List;

/// QONNX Trunc, version 2: moves integers to a coarser scale,
/// `(round(clamp(rint(x / scale + zeroPoint) / t)) - zeroPoint / t) * outputScale`.
///
/// `t` is the power of two whose exponent is nearest to `log2(outputScale / scale)`; `rint` breaks ties to even. The
/// clamp is that of [Quant] with `outputBits`.
///
/// @param scale, zeroPoint, outputScale, outputBits tensors that broadcast to the input
/// @param inputBits as well, though nothing depends on it
/// @param rounding what happens to the bits that are dropped
public record Trunc(
        Value input,
        Value scale,
        Value zeroPoint,
        Value inputBits,
        Value outputScale,
        Value outputBits,
        boolean signed,
        boolean narrow,
        Rounding rounding)
        implements QonnxOp {
    public Trunc {
        for (Value parameter : List.of(scale, zeroPoint, inputBits, outputScale, outputBits)) {
            Blocks.NONE.check(parameter.shape(), input.shape(), "parameter");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, zeroPoint, inputBits, outputScale, outputBits);
    }

    @Override
    public Trunc withOperands(List<Value> o) {
        return new Trunc(o.get(0), o.get(1), o.get(2), o.get(3), o.get(4), o.get(5), signed, narrow, rounding);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
