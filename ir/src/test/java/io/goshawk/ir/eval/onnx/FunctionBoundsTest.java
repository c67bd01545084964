package io.goshawk.ir.eval.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.tensor.FloatTensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The error bounds that `docs/semantics.md` states, at values computed with 60 digits.
class FunctionBoundsTest {
    private static final MathContext DIGITS = new MathContext(60);

    /// Beyond half a unit in the last place of a float, what errors of doubles can add.
    private static final double HALF = 0.5 + 0x1p-14;

    private record Point(Unary.Kind kind, double argument, double value) {}

    private static Stream<Point> points() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FunctionBoundsTest.class.getResourceAsStream("/functions/values.csv")),
                StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(", ", 3)))
                    .map(parts -> new Point(
                            Unary.Kind.valueOf(parts.get(0)),
                            Double.parseDouble(parts.get(1)),
                            Double.parseDouble(parts.get(2))))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return how far a result in doubles may be off, in units of its last place}
    private static double bound(Unary.Kind kind) {
        return switch (kind) {
            case EXP, LOG, SIN, COS, TAN, ASIN, ACOS, ATAN -> 1;
            case SINH, COSH, TANH -> 2.5;
            case ASINH, ACOSH, ATANH, SIGMOID, SOFTPLUS, SOFTSIGN, ERF -> 4;
            case MISH -> 8;
            case GELU, GELU_TANH -> 0x1p14;
            default -> throw new IllegalArgumentException("no values of " + kind);
        };
    }

    @ParameterizedTest
    @MethodSource("points")
    void functionsStayWithinTheirBounds(Point point) {
        double result = UnaryFunctions.of(point.kind()).applyAsDouble(point.argument());
        // The value in the file was rounded itself.
        assertThat(Math.abs(result - point.value()) / Math.ulp(point.value()))
                .isLessThanOrEqualTo(bound(point.kind()) + 0.5);
        if (Math.abs(point.value()) < Float.MAX_VALUE) {
            Value value = new Value(0, new TensorType(Shape.SCALAR, FloatType.F32));
            FloatTensor argument = FloatTensor.of(Shape.SCALAR, (float) point.argument());
            FloatTensor single = (FloatTensor) Interpreter.evaluate(new Unary(value, point.kind()), List.of(argument));
            assertNear(single.at(0), new BigDecimal(point.value()), 0);
        }
    }

    private static void assertNear(double single, BigDecimal exact, double more) {
        double difference = new BigDecimal(single).subtract(exact).abs().doubleValue();
        assertThat(difference).isLessThanOrEqualTo(HALF * Math.ulp((float) exact.doubleValue()) + more);
    }

    private static float[] numbers(int seed, int count, float scale) {
        Random random = new Random(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (scale * random.nextGaussian());
        }
        return numbers;
    }

    private static BigDecimal exp(BigDecimal x) {
        // Halved sixteen times, the series needs few terms; squared as often, it is the result.
        BigDecimal small = x.divide(BigDecimal.valueOf(1 << 16), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 1; n < 30; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 16; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    @Test
    void softmaxRoundsOnce() {
        for (int count : new int[] {1, 7, 64, 1000}) {
            float[] numbers = numbers(count, count, 8);
            Value value = new Value(0, new TensorType(Shape.of(count), FloatType.F32));
            FloatTensor result = (FloatTensor)
                    Interpreter.evaluate(new Softmax(value, 0), List.of(FloatTensor.of(Shape.of(count), numbers)));
            List<BigDecimal> powers = new ArrayList<>();
            for (float number : numbers) {
                powers.add(exp(new BigDecimal(number)));
            }
            BigDecimal sum = powers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int i = 0; i < count; i++) {
                assertNear(result.at(i), powers.get(i).divide(sum, DIGITS), 0);
            }
        }
    }

    @Test
    void layerNormalizationRoundsOnce() {
        int count = 384;
        float[] x = numbers(1, count, 3);
        float[] scale = numbers(2, count, 1);
        float[] bias = numbers(3, count, 1);
        Shape shape = Shape.of(count);
        Value value = new Value(0, new TensorType(shape, FloatType.F32));
        LayerNormalization op =
                new LayerNormalization(value, value, value, 0, 1e-5f, LayerNormalization.Part.OUTPUT, FloatType.F32);
        FloatTensor result = (FloatTensor) Interpreter.evaluate(
                op, List.of(FloatTensor.of(shape, x), FloatTensor.of(shape, scale), FloatTensor.of(shape, bias)));
        BigDecimal size = BigDecimal.valueOf(count);
        BigDecimal mean = BigDecimal.ZERO;
        for (float number : x) {
            mean = mean.add(new BigDecimal(number));
        }
        mean = mean.divide(size, DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        for (float number : x) {
            squares = squares.add(new BigDecimal(number).subtract(mean).pow(2));
        }
        BigDecimal deviation =
                squares.divide(size, DIGITS).add(new BigDecimal(1e-5f)).sqrt(DIGITS);
        for (int i = 0; i < count; i++) {
            BigDecimal centred = new BigDecimal(x[i]).subtract(mean);
            BigDecimal exact = centred.multiply(new BigDecimal(scale[i]))
                    .divide(deviation, DIGITS)
                    .add(new BigDecimal(bias[i]));
            // What cancels in the sums counts by the largest number, not by the result.
            assertNear(result.at(i), exact, 0x1p-53 * (count + 4) * (16 * Math.abs(scale[i]) + Math.abs(bias[i])));
        }
    }
}
