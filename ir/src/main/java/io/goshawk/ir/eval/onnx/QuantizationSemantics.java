package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.exact.Quantising;
import io.goshawk.ir.eval.exact.Steps;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear;
import io.goshawk.ir.onnx.quantization.FloatQuant;
import io.goshawk.ir.onnx.quantization.LinearQuantizationOp;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.QonnxOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantAveragePool;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// What quantisers mean.
public final class QuantizationSemantics {
    private static final RealTensor ZERO = RealTensor.exactly(Shape.SCALAR, new double[1]);

    private QuantizationSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(QuantizationOp op, List<Tensor> in) {
        return switch (op) {
            case Quant quant -> quant(quant, OnnxSemantics.reals(op, in));
            case BipolarQuant _ -> bipolar(OnnxSemantics.reals(op, in));
            case QonnxOp qonnx -> evaluate(qonnx, OnnxSemantics.reals(op, in));
            case LinearQuantizationOp linear -> evaluate(linear, in);
        };
    }

    private static Tensor evaluate(QonnxOp op, List<RealTensor> in) {
        return switch (op) {
            case TruncV1 trunc -> TruncSemantics.first(trunc, in);
            case Trunc trunc -> TruncSemantics.second(trunc, in);
            case FloatQuant quant -> MinifloatSemantics.evaluate(quant, in);
            case MultiThreshold steps -> ThresholdSemantics.count(steps, in.get(0), in.get(1));
            case QuantAveragePool pool -> ThresholdSemantics.pool(pool, in.getFirst());
        };
    }

    private static Tensor evaluate(LinearQuantizationOp op, List<Tensor> in) {
        return switch (op) {
            case QuantizeLinear quantize -> LinearQuantization.quantize(quantize, in);
            case DequantizeLinear dequantize -> LinearQuantization.dequantize(dequantize, in);
            case DynamicQuantizeLinear dynamic ->
                LinearQuantization.dynamic(dynamic, Floats.of(in.getFirst(), FloatType.F32));
            case MatMulInteger product -> IntegerProducts.matmul(product, integers(in));
            case ConvInteger convolution -> IntegerProducts.convolve(convolution, integers(in));
        };
    }

    private static List<IntTensor> integers(List<Tensor> in) {
        return in.stream().map(IntTensor.class::cast).toList();
    }

    private static RealTensor bipolar(List<RealTensor> in) {
        RealTensor input = in.get(0);
        double[] signs = new double[input.size()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = input.signum(i) >= 0 ? 1 : -1;
        }
        return Quantising.meaning(input.shape(), signs, in.get(1), places(in.get(1), input.shape()), ZERO, i -> 0);
    }

    /// {@return which element of `parameter`, broadcast to `shape`, belongs to an element}
    private static IntUnaryOperator places(RealTensor parameter, Shape shape) {
        if (parameter.size() == 1) {
            return i -> 0;
        }
        int[] from = Broadcast.indices(parameter.shape(), shape);
        return i -> from[i];
    }

    private static RealTensor quant(Quant op, List<RealTensor> in) {
        Shape shape = in.get(0).shape();
        IntUnaryOperator widthOf = places(in.get(3), shape);
        IntRange[] ranges = in.get(3).values().stream()
                .map(bits -> Quant.range(bits.toIntegerExact().intValueExact(), op.signed(), op.narrow()))
                .toArray(IntRange[]::new);
        IntUnaryOperator scaleOf = places(in.get(1), shape);
        IntUnaryOperator zeroPointOf = places(in.get(2), shape);
        Steps steps = new Steps(in.get(1), scaleOf, in.get(2), zeroPointOf, op.rounding());
        if (!Arrays.stream(ranges).allMatch(Quantising::isShort)) {
            return wide(steps, in.get(0), i -> ranges[widthOf.applyAsInt(i)]);
        }
        double[] codes = new double[in.get(0).size()];
        Steps signs = new Steps(in.get(1), scaleOf, in.get(2), zeroPointOf, Rounding.FLOOR);
        for (int i = 0; i < codes.length; i++) {
            int width = widthOf.applyAsInt(i);
            codes[i] = isBipolar(op, in.get(3), width)
                    ? 1 + 2 * signs.clamped(in.get(0), i, -1, 0)
                    : steps.clamped(
                            in.get(0),
                            i,
                            ranges[width].min().doubleValue(),
                            ranges[width].max().doubleValue());
        }
        // What is bipolar has no zero point: the sign alone counts.
        RealTensor zeroPoints = RealTensor.join(List.of(in.get(2), ZERO));
        IntUnaryOperator zeroOf = i ->
                isBipolar(op, in.get(3), widthOf.applyAsInt(i)) ? zeroPoints.size() - 1 : zeroPointOf.applyAsInt(i);
        return Quantising.meaning(shape, codes, in.get(1), scaleOf, zeroPoints, zeroOf);
    }

    private static boolean isBipolar(Quant op, RealTensor bits, int index) {
        return op.signed() && bits.near(index) == 1.0;
    }

    /// Codes that doubles do not hold: exact numbers throughout.
    private static RealTensor wide(Steps steps, RealTensor input, java.util.function.IntFunction<IntRange> ranges) {
        return new RealTensor(
                input.shape(),
                IntStream.range(0, input.size())
                        .mapToObj(i -> wide(steps, input, i, ranges.apply(i)))
                        .toList());
    }

    private static Real wide(Steps steps, RealTensor input, int i, IntRange range) {
        BigInteger code = steps.code(input, i, range, Overflow.SATURATE);
        return Dyadic.of(code)
                .minus(steps.zeroPoints().at(steps.zeroPointOf().applyAsInt(i)))
                .times(steps.scales().at(steps.scaleOf().applyAsInt(i)));
    }
}
