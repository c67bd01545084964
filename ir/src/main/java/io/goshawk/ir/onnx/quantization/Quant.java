package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;

/// QONNX Quant (IntQuant): `(round(clamp(x / scale + zeroPoint)) - zeroPoint) * scale`.
///
/// One signed bit is bipolar: `scale` where `x / scale + zeroPoint >= 0`, else `-scale`.
///
/// @param scale, zeroPoint, bitWidth tensors that broadcast to the input
/// @param signed whether the integers are two's complement
/// @param narrow whether the lowest integer (signed) or the highest (unsigned) is left out
public record Quant(
        Value input, Value scale, Value zeroPoint, Value bitWidth, boolean signed, boolean narrow, Rounding rounding)
        implements QuantizationOp {
    @Override
    public List<Value> operands() {
        return List.of(input, scale, zeroPoint, bitWidth);
    }

    @Override
    public Quant withOperands(List<Value> o) {
        return new Quant(o.get(0), o.get(1), o.get(2), o.get(3), signed, narrow, rounding);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }

    /// {@return the integers of a QONNX Quant: narrow leaves out the lowest (signed) or the highest (unsigned)}
    public static IntRange range(int bits, boolean signed, boolean narrow) {
        BigInteger top = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        BigInteger cut = narrow ? BigInteger.ONE : BigInteger.ZERO;
        return signed
                ? new IntRange(top.negate().add(cut), top.subtract(BigInteger.ONE))
                : new IntRange(BigInteger.ZERO, top.subtract(BigInteger.ONE).subtract(cut));
    }
}
