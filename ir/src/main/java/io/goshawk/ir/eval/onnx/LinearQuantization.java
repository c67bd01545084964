package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.eval.exact.Elementwise;
import io.goshawk.ir.eval.exact.Quantising;
import io.goshawk.ir.eval.exact.Steps;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// What ONNX's own quantisers mean.
final class LinearQuantization {
    private static final RealTensor ZERO = RealTensor.exactly(Shape.SCALAR, new double[1]);

    private LinearQuantization() {}

    static Tensor quantize(QuantizeLinear op, List<Tensor> in) {
        RealTensor input = finite(in.getFirst(), op.input().type());
        RealTensor scale = scale(in.get(1), op.scale().type());
        RealTensor zeroPoint = Reals.of(in.get(2), op.zeroPoint().type());
        return switch (op.element()) {
            case IntType type -> quantize(input, scale, zeroPoint, op.blocks(), type.range());
            case FloatType type ->
                small(input, scale.gather(input.shape(), op.blocks().indices(scale.shape(), input.shape())), type, op);
            case QuantType _, RealType _ -> throw new IllegalArgumentException("no quantisation to " + op.element());
        };
    }

    /// {@return `tensor` as numbers of its float type: the operators are defined for the scale that a
    /// float holds, also
    /// where it was computed in front of them}
    private static RealTensor scale(Tensor tensor, TensorType type) {
        return Reals.of(type.element() instanceof FloatType ? Floats.of(tensor, type) : tensor, type);
    }

    /// Rounds to a float format of few bits; a zero point is zero there.
    private static FloatTensor small(RealTensor input, RealTensor scale, FloatType type, QuantizeLinear op) {
        RealTensor quotients = Elementwise.divide(input, scale);
        double[] values = new double[quotients.size()];
        for (int i = 0; i < values.length; i++) {
            double rounded = Floats.round(quotients, i, type);
            values[i] = op.saturate() && !Double.isFinite(rounded)
                    ? Math.copySign(type.max(), quotients.signum(i))
                    : rounded;
        }
        return FloatTensor.of(input.shape(), type, values);
    }

    /// Infinity is beyond every clamp, and so are the largest doubles.
    private static RealTensor finite(Tensor tensor, TensorType type) {
        if (!(tensor instanceof FloatTensor floats)) {
            return Reals.of(tensor, type);
        }
        double[] values = new double[floats.shape().size()];
        for (int i = 0; i < values.length; i++) {
            double value = floats.at(i);
            values[i] = Double.isInfinite(value) ? Math.copySign(Double.MAX_VALUE, value) : value;
        }
        return RealTensor.exactly(FloatTensor.of(floats.shape(), FloatType.F64, values));
    }

    private static IntTensor quantize(
            RealTensor input, RealTensor scale, RealTensor zeroPoint, Blocks blocks, IntRange range) {
        int[] scales = blocks.indices(scale.shape(), input.shape());
        int[] zeros = blocks.indices(zeroPoint.shape(), input.shape());
        // The zero point is added to what was rounded, so the clamp moves instead.
        Steps steps = new Steps(scale, i -> scales[i], ZERO, i -> 0, Rounding.HALF_EVEN);
        double min = range.min().doubleValue();
        double max = range.max().doubleValue();
        long[] codes = new long[input.size()];
        for (int i = 0; i < codes.length; i++) {
            double zero = zeroPoint.near(zeros[i]);
            codes[i] = (long) (steps.clamped(input, i, min - zero, max - zero) + zero);
        }
        return IntTensor.of(input.shape(), codes);
    }

    static Tensor dequantize(DequantizeLinear op, List<Tensor> in) {
        if (in.getFirst() instanceof FloatTensor floats && !isFinite(floats)) {
            return specials(op, floats, Floats.of(in.get(1), FloatType.F64));
        }
        RealTensor input = Reals.of(in.getFirst(), op.input().type());
        RealTensor scale = scale(in.get(1), op.scale().type());
        RealTensor zeroPoint = Reals.of(in.get(2), op.zeroPoint().type());
        Shape shape = input.shape();
        int[] scales = op.blocks().indices(scale.shape(), shape);
        int[] zeros = op.blocks().indices(zeroPoint.shape(), shape);
        if (!input.isExact()) {
            throw new IllegalArgumentException("data of more than 53 bits");
        }
        return Quantising.meaning(shape, input.nears(), scale, i -> scales[i], zeroPoint, i -> zeros[i]);
    }

    private static boolean isFinite(FloatTensor floats) {
        return Arrays.stream(floats.toDoubles()).allMatch(Double::isFinite);
    }

    /// Small floats among which are infinities or NaN, for which there is no exact number.
    private static FloatTensor specials(DequantizeLinear op, FloatTensor input, FloatTensor scale) {
        int[] scales = op.blocks().indices(scale.shape(), input.shape());
        double[] values = new double[scales.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = input.at(i) * scale.at(scales[i]);
        }
        return Floats.rounded(input.shape(), (FloatType) op.element(), values);
    }

    /// @param in data as floats of single precision
    static Tensor dynamic(DynamicQuantizeLinear op, FloatTensor in) {
        float low = 0;
        float high = 0;
        for (int i = 0; i < in.shape().size(); i++) {
            low = Math.min(low, (float) in.at(i));
            high = Math.max(high, (float) in.at(i));
        }
        float scale = (high - low) / 255;
        float zeroPoint = scale == 0 ? 0 : (float) Math.rint(Math.clamp(0 - low / scale, 0f, 255f));
        FloatTensor scales = FloatTensor.of(Shape.SCALAR, scale);
        IntTensor zeroPoints = IntTensor.of(Shape.SCALAR, (long) zeroPoint);
        return switch (op.part()) {
            case SCALE -> scales;
            case ZERO_POINT -> zeroPoints;
            case BYTES -> bytes(in, scale, zeroPoint);
        };
    }

    private static IntTensor bytes(FloatTensor in, float scale, float zeroPoint) {
        long[] codes = new long[in.shape().size()];
        for (int i = 0; i < codes.length && scale != 0; i++) {
            codes[i] = (long) Math.clamp(Math.rint((float) in.at(i) / scale) + zeroPoint, 0, 255);
        }
        return IntTensor.of(in.shape(), codes);
    }
}
