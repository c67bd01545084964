package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import java.util.List;

/// QONNX FloatQuant: brings `x / scale` to a small float format, and multiplies by `scale` again.
///
/// With `v = x / scale`, the unit in the last place is `u = 2^(max(floor(log2(|v|)), 1 - bias) - mantissaBits)`; the
/// result is `u * round(v / u)`, at most `largest` in magnitude, times `scale`. `largest` is the smaller of `maxValue`
/// and `(2 - 2^-mantissaBits) * 2^(2^exponentBits - 1 - bias)`.
///
/// @param scale, exponentBits, mantissaBits, exponentBias, maxValue tensors that broadcast to the input
/// @param hasInfinity, hasNan what numbers beyond `largest` become where they do not saturate
/// @param hasSubnormals carried along; QONNX gives it no effect
public record FloatQuant(
        Value input,
        Value scale,
        Value exponentBits,
        Value mantissaBits,
        Value exponentBias,
        Value maxValue,
        boolean hasInfinity,
        boolean hasNan,
        boolean hasSubnormals,
        boolean saturates,
        Rounding rounding)
        implements QonnxOp {
    public FloatQuant {
        for (Value parameter : List.of(scale, exponentBits, mantissaBits, exponentBias, maxValue)) {
            Blocks.NONE.check(parameter.shape(), input.shape(), "parameter");
        }
        if (!saturates && !hasInfinity && !hasNan) {
            throw new IllegalArgumentException("numbers too large neither saturate nor become infinity or NaN");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, scale, exponentBits, mantissaBits, exponentBias, maxValue);
    }

    @Override
    public FloatQuant withOperands(List<Value> o) {
        return new FloatQuant(
                o.get(0),
                o.get(1),
                o.get(2),
                o.get(3),
                o.get(4),
                o.get(5),
                hasInfinity,
                hasNan,
                hasSubnormals,
                saturates,
                rounding);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
