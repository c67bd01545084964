package io.goshawk.ir.eval.exact;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.kernel.Convolution;
import io.goshawk.ir.eval.kernel.MatrixProduct;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.window.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Filtered tensors against plain exact arithmetic: every bound holds, every element and every decision
/// is the exact one, ties, roots and extreme magnitudes included.
class FilteredEqualsExactTest {
    private static final int COUNT = 120;

    private final Random random = new Random(20);

    /// Numbers of all sorts; all roots are multiples of one, so that they add up.
    private Real any() {
        return switch (random.nextInt(9)) {
            case 0 -> Dyadic.ZERO;
            case 1 -> Dyadic.of(random.nextInt(-8, 9));
            case 2 -> new Dyadic(BigInteger.valueOf(random.nextInt(-99, 100)), -1);
            case 3, 4 -> Dyadic.exactly(Math.scalb((float) random.nextGaussian(), random.nextInt(-30, 30)));
            case 5 -> Dyadic.exactly(Math.scalb(random.nextGaussian(), random.nextBoolean() ? -1060 : 900));
            case 6 -> Dyadic.of(random.nextInt(-9, 10)).dividedBy(Dyadic.of(random.nextInt(1, 10)));
            case 7 -> new Dyadic(new BigInteger(90, random), random.nextInt(-60, 4));
            default ->
                Real.sqrt(Dyadic.of(2)).times(Dyadic.of(random.nextInt(-9, 10))).plus(small());
        };
    }

    private Real small() {
        return new Dyadic(BigInteger.valueOf(random.nextInt(-40, 41)), -random.nextInt(4));
    }

    private List<Real> list(int count, IntFunction<Real> numbers) {
        return IntStream.range(0, count).mapToObj(numbers).toList();
    }

    private static RealTensor tensor(List<Real> values) {
        return new RealTensor(Shape.of(values.size()), values);
    }

    private static void check(RealTensor actual, List<Real> expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.at(i)).as("element %s", i).isEqualTo(expected.get(i));
            Real off = expected.get(i).minus(Dyadic.exactly(actual.near(i)));
            Real distance = off.signum() < 0 ? off.negate() : off;
            if (Double.isFinite(actual.error(i))) {
                assertThat(distance)
                        .as("element %s of %s", i, actual)
                        .isLessThanOrEqualTo(Dyadic.exactly(actual.error(i)));
            }
        }
    }

    private void binary(BinaryOperator<RealTensor> filtered, BinaryOperator<Real> exact, boolean divisor) {
        for (int round = 0; round < 40; round++) {
            List<Real> a = list(COUNT, i -> any());
            List<Real> b = list(COUNT, i -> {
                Real number = any();
                return divisor && number.signum() == 0 ? Dyadic.ONE : number;
            });
            RealTensor result = filtered.apply(tensor(a), tensor(b));
            check(result, list(COUNT, i -> exact.apply(a.get(i), b.get(i))));
            // Once more, on operands that carry errors of their own.
            check(filtered.apply(result, tensor(b)), list(COUNT, i -> exact.apply(result.at(i), b.get(i))));
        }
    }

    @Test
    void elementwiseArithmetic() {
        binary(Elementwise::add, Real::plus, false);
        binary(Elementwise::subtract, Real::minus, false);
        binary(Elementwise::multiply, Real::times, false);
        binary(Elementwise::divide, Real::dividedBy, true);
        binary(Elementwise::larger, (a, b) -> a.compareTo(b) >= 0 ? a : b, false);
        binary(Elementwise::smaller, (a, b) -> a.compareTo(b) <= 0 ? a : b, false);
    }

    @Test
    void signsAndComparisons() {
        for (int round = 0; round < 40; round++) {
            List<Real> a = list(COUNT, i -> any());
            RealTensor sums = Elementwise.subtract(tensor(a), tensor(list(COUNT, i -> a.get((i + i % 2) % COUNT))));
            check(
                    Elementwise.relu(sums),
                    sums.values().stream()
                            .map(x -> x.signum() < 0 ? Dyadic.ZERO : x)
                            .toList());
            for (int i = 0; i < COUNT; i++) {
                assertThat(sums.signum(i)).isEqualTo(sums.at(i).signum());
                int j = random.nextInt(COUNT);
                assertThat(sums.compare(i, sums, j)).isEqualTo(sums.at(i).compareTo(sums.at(j)));
            }
        }
    }

    @Test
    void affineMapsWithRoots() {
        List<Real> scales = list(3, c -> Dyadic.ONE.dividedBy(Real.sqrt(Dyadic.of(c + 2))));
        List<Real> offsets = list(3, c -> small().times(scales.get(c)));
        Affine map = new Affine(Coefficients.of(1, scales), Coefficients.of(1, offsets));
        List<Real> x = list(60, i -> small());
        RealTensor input = new RealTensor(Shape.of(5, 3, 4), x);
        check(Maps.apply(map, input), list(60, i -> map.apply(x.get(i), i / 4 % 3)));
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void roundingInEveryMode(Rounding mode) {
        IntRange range = IntRange.of(-8, 7);
        for (int round = 0; round < 60; round++) {
            Real scale = switch (round % 4) {
                case 0 -> Dyadic.powerOfTwo(random.nextInt(-5, 5));
                case 1 -> Dyadic.exactly(random.nextFloat() + 0.01f);
                case 2 -> Dyadic.ONE.dividedBy(Dyadic.of(random.nextInt(1, 12)));
                default -> Real.sqrt(Dyadic.of(2));
            };
            Real offset = round % 3 == 0 ? Dyadic.ZERO : scale.times(small());
            // Exact ties, and neighbours of ties closer than any double tells.
            List<Real> x = list(COUNT, i -> {
                Real tie = new Dyadic(BigInteger.valueOf(random.nextInt(-20, 21)), -1).times(scale);
                Real hair = Dyadic.powerOfTwo(-100).times(scale).times(Dyadic.of(random.nextInt(-1, 2)));
                return i % 5 == 0 ? small().times(scale) : tie.plus(hair).plus(offset);
            });
            IntTensor codes = Quantising.codes(Affine.of(scale, offset), range, mode, Overflow.SATURATE, tensor(x));
            for (int i = 0; i < COUNT; i++) {
                Real steps = x.get(i).minus(offset).dividedBy(scale);
                assertThat(codes.bigAt(i)).as("%s in %s", steps, mode).isEqualTo(range.clamp(mode.apply(steps)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 300})
    void matrixProducts(int depth) {
        for (boolean tame : List.of(true, false)) {
            List<Real> a = list(3 * depth, i -> tame ? small() : any());
            List<Real> b = list(depth * 5, i -> tame ? small() : any());
            RealTensor product = MatrixProduct.of(
                    new RealTensor(Shape.of(3, depth), a), new RealTensor(Shape.of(depth, 5), b), Shape.of(3, 5));
            assertThat(tame).isIn(false, product.isExact());
            check(product, list(15, i -> {
                Real sum = Dyadic.ZERO;
                for (int k = 0; k < depth; k++) {
                    sum = sum.plus(a.get(i / 5 * depth + k).times(b.get(k * 5 + i % 5)));
                }
                return sum;
            }));
        }
    }

    @Test
    void convolutions() {
        Window window = new Window(List.of(2, 1), List.of(1, 2), List.of(1, 0), List.of(0, 1));
        List<Real> x = list(2 * 4 * 5 * 6, i -> any());
        List<Real> w = list(6 * 2 * 3 * 2, i -> any());
        Shape shape = Shape.of(2, 6, 2, 5);
        RealTensor result = (RealTensor) Convolution.of(
                window,
                2,
                new RealTensor(Shape.of(2, 4, 5, 6), x),
                new RealTensor(Shape.of(6, 2, 3, 2), w),
                new TensorType(shape, FloatType.F32));
        List<Real> expected = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            int channel = i / 10 % 6;
            Real sum = Dyadic.ZERO;
            for (int tap = 0; tap < 12; tap++) {
                int row = i / 5 % 2 * 2 + tap / 2 % 3 - 1;
                int column = i % 5 + tap % 2 * 2;
                if (row >= 0 && row < 5 && column < 6) {
                    int plane = i / 60 * 4 + channel / 3 * 2 + tap / 6;
                    sum = sum.plus(x.get((plane * 5 + row) * 6 + column).times(w.get(channel * 12 + tap)));
                }
            }
            expected.add(sum);
        }
        check(result, expected);
    }

    @Test
    void roundingToFloats() {
        for (int i = 0; i < 20_000; i++) {
            BigInteger mantissa = new BigInteger(random.nextInt(1, 70), random);
            int exponent = random.nextInt(-200, 90);
            Dyadic number = new Dyadic(random.nextBoolean() ? mantissa : mantissa.negate(), exponent);
            BigDecimal decimal = new BigDecimal(number.mantissa());
            BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(number.exponent())));
            decimal = number.exponent() < 0 ? decimal.divide(power) : decimal.multiply(power);
            RealTensor tensor = tensor(List.of(number));
            assertThat(Floats.round(tensor, 0, FloatType.F32)).isEqualTo(decimal.floatValue() + 0.0);
            assertThat(Floats.round((Real) number, FloatType.F32) + 0.0).isEqualTo(decimal.floatValue() + 0.0);
            assertThat(Floats.round((Real) number, FloatType.F64) + 0.0).isEqualTo(decimal.doubleValue() + 0.0);
            float half = Float.float16ToFloat(Float.floatToFloat16((float) number.toDouble()));
            if ((float) number.toDouble() == number.toDouble()) {
                assertThat(Floats.round((Real) number, FloatType.F16) + 0.0).isEqualTo(half + 0.0);
            }
        }
    }
}
