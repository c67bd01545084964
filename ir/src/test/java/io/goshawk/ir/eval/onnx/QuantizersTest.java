package io.goshawk.ir.eval.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Op;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Magnitudes;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear.Part;
import io.goshawk.ir.onnx.quantization.FloatQuant;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.QuantAveragePool;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the quantisers of QONNX, FINN and ONNX make of numbers, most of them ties or rims.
class QuantizersTest {
    private static final Shape SCALAR = Shape.SCALAR;

    private final List<Tensor> operands = new ArrayList<>();

    private Value floats(Shape shape, double... values) {
        return value(FloatTensor.of(shape, FloatType.F32, values), FloatType.F32);
    }

    private Value vector(double... values) {
        return floats(Shape.of(values.length), values);
    }

    private Value number(double value) {
        return floats(SCALAR, value);
    }

    private Value integers(ElementType type, Shape shape, long... values) {
        return value(IntTensor.of(shape, values), type);
    }

    private Value value(Tensor tensor, ElementType type) {
        operands.add(tensor);
        return new Value(operands.size(), new TensorType(tensor.shape(), type));
    }

    private Tensor run(Op op) {
        return Interpreter.evaluate(op, operands);
    }

    private List<Double> numbers(Op op) {
        RealTensor result = (RealTensor) run(op);
        assertThat(result.shape()).isEqualTo(op.resultType().shape());
        return result.values().stream().map(Real::toDouble).toList();
    }

    private List<Long> codes(Op op) {
        IntTensor result = (IntTensor) run(op);
        assertThat(result.shape()).isEqualTo(op.resultType().shape());
        return result.toBigs().stream().map(BigInteger::longValueExact).toList();
    }

    private TruncV1 first(Rounding rounding, double... data) {
        return new TruncV1(vector(data), number(0.5), number(1), number(8), number(6), rounding);
    }

    @Test
    void truncOfVersionOneKeepsTheScale() {
        // 2.25 is 4.5 steps; and the zero point makes it 5.5, so 6: of which a quarter is 1.5.
        assertThat(numbers(first(Rounding.FLOOR, 2.25, -2.25, 0, 100))).containsExactly(0.0, -1.0, -0.5, 24.5);
    }

    @Test
    void truncOfVersionOneRoundsWhatItDrops() {
        assertThat(numbers(first(Rounding.CEIL, 2.25, -2.25, 0))).containsExactly(0.5, -1.0, 0.0);
    }

    private Trunc second(double outputScale, Rounding rounding, boolean narrow, double... data) {
        return new Trunc(
                vector(data),
                number(0.1),
                number(2),
                number(8),
                number(outputScale),
                number(4),
                true,
                narrow,
                rounding);
    }

    @Test
    void truncOfVersionTwoClampsAndChangesTheScale() {
        // The factor is 4, the power of two nearest to 0.45 / 0.1.
        Trunc op = second(0.45f, Rounding.HALF_EVEN, true, 10, -10, 0.8, 0.6);
        double scale = 0.45f;
        assertThat(numbers(op))
                .containsExactly((7 - 0.5) * scale, (-7 - 0.5) * scale, (2 - 0.5) * scale, (2 - 0.5) * scale);
    }

    @Test
    void thePowerNearestToTheRatioOfScalesIsMeasuredInLogarithms() {
        // Between 2 and 4 the border is 2.828…, not 3.
        assertThat(Magnitudes.nearestPower(new Dyadic(BigInteger.valueOf(2828), -10)))
                .isEqualTo(1);
        assertThat(Magnitudes.nearestPower(Dyadic.exactly(2.8285))).isEqualTo(2);
        assertThat(Magnitudes.nearestPower(Dyadic.exactly(2.8284))).isEqualTo(1);
        assertThat(Magnitudes.nearestPower(Rational.of(BigInteger.ONE, BigInteger.valueOf(3))))
                .isEqualTo(-2);
    }

    @Test
    void logarithmsAreExactNextToPowersOfTwo() {
        Dyadic large = Dyadic.powerOfTwo(2000);
        assertThat(Magnitudes.floorLog2(large)).isEqualTo(2000);
        assertThat(Magnitudes.floorLog2(large.minus(Dyadic.ONE))).isEqualTo(1999);
        assertThat(Magnitudes.floorLog2(Dyadic.powerOfTwo(-1100))).isEqualTo(-1100);
        assertThatThrownBy(() -> Magnitudes.floorLog2(Dyadic.ZERO)).isInstanceOf(ArithmeticException.class);
    }

    private FloatQuant small(
            int exponentBits, int mantissaBits, int bias, double max, boolean saturates, double... data) {
        return new FloatQuant(
                vector(data),
                number(1),
                number(exponentBits),
                number(mantissaBits),
                number(bias),
                number(max),
                true,
                false,
                false,
                saturates,
                Rounding.HALF_EVEN);
    }

    @Test
    void fourBitFloatsAreWhatTheyAre() {
        // e2m1 with bias 1: 0, 0.5, 1, 1.5, 2, 3, 4, 6
        assertThat(numbers(small(2, 1, 1, 6, true, 0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5, 5.1, 7, -100, 0)))
                .containsExactly(0.0, 1.0, 1.0, 2.0, 2.0, 4.0, 4.0, 6.0, 6.0, -6.0, 0.0);
    }

    @Test
    void eightBitFloatsHaveSubnormalsAndALargestNumber() {
        double tiny = StrictMath.pow(2, -9);
        assertThat(numbers(small(4, 3, 7, 448, true, tiny, tiny / 2, tiny * 1.5, 448, 464, 1e6, 17, 19)))
                .containsExactly(tiny, 0.0, 2 * tiny, 448.0, 448.0, 448.0, 16.0, 20.0);
    }

    @Test
    void theFormatItselfBoundsWhatTheLargestNumberDoesNot() {
        assertThat(numbers(small(2, 1, 1, 1000, true, 5, 13))).containsExactly(4.0, 6.0);
    }

    @Test
    void whatDoesNotSaturateBecomesInfinite() {
        FloatTensor result = (FloatTensor) run(small(2, 1, 1, 6, false, 7, 8, -9, 3));
        assertThat(result)
                .isEqualTo(FloatTensor.of(
                        Shape.of(4), Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3));
    }

    @Test
    void thresholdsCountWhereTheyAreMet() {
        Value data = floats(Shape.of(1, 2, 2), -1, 0, 1, 2);
        Value steps = floats(Shape.of(2, 2), 0, 1, 2, 1);
        assertThat(numbers(new MultiThreshold(data, steps, 1, 2, -1))).containsExactly(-1.0, 1.0, 1.0, 3.0);
    }

    @Test
    void thresholdsFollowTheChannelAxis() {
        Value data = floats(Shape.of(1, 2, 2), -1, 0, 1, 2);
        Value steps = floats(Shape.of(2, 1), 0, 2);
        assertThat(numbers(new MultiThreshold(data, steps, 2, 1, 0))).containsExactly(0.0, 0.0, 1.0, 1.0);
        assertThatThrownBy(() -> new MultiThreshold(data, number(1), 2, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void averagePoolsSumAndShift() {
        Value data = floats(Shape.of(1, 1, 2, 4), 1, 2, 3, 4, 5, 6, 7, -40);
        assertThat(numbers(new QuantAveragePool(data, 2, 2, 1))).containsExactly(7.0, -13.0);
    }

    private QuantizeLinear quantize(Value input, Value scale, Value zeroPoint, Blocks blocks, int bits) {
        return new QuantizeLinear(input, scale, zeroPoint, blocks, IntType.s(bits), true);
    }

    @Test
    void quantizeLinearRoundsBeforeItAddsTheZeroPoint() {
        // 0.5 rounds to 0; with the odd zero point added first, it would round to 2.
        QuantizeLinear op = quantize(
                vector(0.5, 1.5, -0.5, 1000, Double.NEGATIVE_INFINITY),
                number(1),
                integers(IntType.s(8), SCALAR, 1),
                Blocks.NONE,
                8);
        assertThat(codes(op)).containsExactly(1L, 3L, 1L, 127L, -128L);
    }

    @Test
    void theQuotientIsExact() {
        // In single precision, x / s is the tie 3.5, which would round to 4.
        float scale = 0.1f;
        float x = 3.5f * scale;
        assertThat(x / scale).isEqualTo(3.5f);
        assertThat(codes(quantize(vector(x), number(scale), integers(IntType.s(8), SCALAR, 0), Blocks.NONE, 8)))
                .containsExactly(3L);
    }

    @Test
    void blocksShareTheirScale() {
        Value data = floats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Value scale = floats(Shape.of(2, 2), 1, 0.5, 2, 3);
        Value zero = integers(IntType.s(4), Shape.of(2, 2), 0, 1, 0, -1);
        assertThat(codes(quantize(data, scale, zero, new Blocks(1, 2), 4))).containsExactly(1L, 2L, 7L, 2L, 2L, 1L);
        assertThatThrownBy(() -> quantize(data, scale, zero, new Blocks(1, 3), 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private FloatTensor smallFloats(FloatType type, boolean saturate, double... data) {
        operands.clear();
        QuantizeLinear op = new QuantizeLinear(vector(data), number(2), number(0), Blocks.NONE, type, saturate);
        return (FloatTensor) run(op);
    }

    @Test
    void quantizeLinearMakesSmallFloats() {
        // 448 is the largest; 17 lies between 16 and 18.
        assertThat(smallFloats(FloatType.F8E4M3FN, true, 34, 1000, -2000, 0.5).toDoubles())
                .containsExactly(16.0, 448.0, -448.0, 0.25);
        assertThat(smallFloats(FloatType.F8E4M3FN, false, 2000).at(0)).isNaN();
        assertThat(smallFloats(FloatType.F8E5M2, false, 2e5).at(0)).isInfinite();
        assertThat(smallFloats(FloatType.F4E2M1, true, 5, 50).toDoubles()).containsExactly(2.0, 6.0);
    }

    @Test
    void infiniteSmallFloatsStayInfinite() {
        Value data = value(
                FloatTensor.of(Shape.of(2), FloatType.F8E5M2, new double[] {Double.NEGATIVE_INFINITY, 3}),
                FloatType.F8E5M2);
        DequantizeLinear op = new DequantizeLinear(data, number(2), number(0), Blocks.NONE, FloatType.F32);
        assertThat(run(op)).isEqualTo(FloatTensor.of(Shape.of(2), Float.NEGATIVE_INFINITY, 6));
    }

    @Test
    void dequantizeLinearIsExact() {
        Value data = integers(IntType.u(8), Shape.of(2, 2), 0, 255, 128, 7);
        Value scale = floats(Shape.of(2, 1), 0.1f, 3);
        Value zero = integers(IntType.u(8), Shape.of(2, 1), 128, 0);
        RealTensor result = (RealTensor) run(new DequantizeLinear(data, scale, zero, Blocks.NONE, FloatType.F32));
        assertThat(result.values())
                .containsExactly(
                        Dyadic.exactly(0.1f).times(Dyadic.of(-128)),
                        Dyadic.exactly(0.1f).times(Dyadic.of(127)),
                        Dyadic.of(384),
                        Dyadic.of(21));
    }

    @Test
    void dynamicQuantizationChoosesItsScale() {
        Value data = vector(0, 2, -3, -2.5, 1.34, 0.5);
        assertThat(codes(new DynamicQuantizeLinear(data, Part.BYTES))).containsExactly(153L, 255L, 0L, 26L, 221L, 179L);
        assertThat(run(new DynamicQuantizeLinear(data, Part.SCALE))).isEqualTo(FloatTensor.of(SCALAR, 5f / 255));
        assertThat(codes(new DynamicQuantizeLinear(data, Part.ZERO_POINT))).containsExactly(153L);
    }

    @Test
    void dataThatAreAllZeroHaveNoScale() {
        Value data = vector(0, 0);
        assertThat(codes(new DynamicQuantizeLinear(data, Part.BYTES))).containsExactly(0L, 0L);
        assertThat(run(new DynamicQuantizeLinear(data, Part.SCALE))).isEqualTo(FloatTensor.of(SCALAR, 0f));
    }

    @Test
    void integerProductsBroadcastBatchesAndWrap() {
        Value left = integers(IntType.u(8), Shape.of(2, 1, 2), 3, 4, 255, 255);
        Value right = integers(IntType.s(8), Shape.of(2, 2), 1, -1, 2, 127);
        Value leftZero = integers(IntType.u(8), SCALAR, 1);
        Value rightZero = integers(IntType.s(8), Shape.of(2), 0, -1);
        assertThat(codes(new MatMulInteger(left, right, leftZero, rightZero)))
                .containsExactly(2L * 1 + 3 * 2, 2L * 0 + 3 * 128, 254L * 3, 254L * 128);
        operands.clear();
        long half = 1L << 31;
        Value large = integers(IntType.s(32), Shape.of(1, 2), half - 1, 1);
        Value ones = integers(IntType.s(32), Shape.of(2, 1), 1, 1);
        Value zero = integers(IntType.s(32), SCALAR, 0);
        operands.add(IntTensor.of(SCALAR, 0));
        assertThat(codes(new MatMulInteger(large, ones, zero, zero))).containsExactly(-half);
    }

    @Test
    void paddingHoldsTheZeroPoint() {
        Value data = integers(IntType.u(8), Shape.of(1, 2, 2, 2), 3, 4, 5, 6, 2, 2, 2, 3);
        Value weights = integers(IntType.u(8), Shape.of(2, 1, 1, 2), 1, 2, 10, 20);
        Window window = new Window(List.of(1, 2), List.of(1, 1), List.of(0, 1), List.of(0, 1));
        Value zero = integers(IntType.u(8), SCALAR, 2);
        Value weightZeros = integers(IntType.u(8), Shape.of(2, 1, 1, 1), 0, 10);
        assertThat(codes(new ConvInteger(data, weights, zero, weightZeros, window, 2)))
                .containsExactly(2L, 2L, 6L, 4L, 0L, 0L, 0L, 0L);
    }
}
