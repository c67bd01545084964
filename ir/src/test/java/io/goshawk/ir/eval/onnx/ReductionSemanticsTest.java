package io.goshawk.ir.eval.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.reduction.Cumulate;
import io.goshawk.ir.onnx.reduction.Det;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What reductions mean, by hand and by brute force.
class ReductionSemanticsTest {
    private static Value value(ElementType element, int... extents) {
        return new Value(0, new TensorType(Shape.of(extents), element));
    }

    private static IntTensor ints(Shape shape, long... values) {
        return IntTensor.of(shape, values);
    }

    private static Tensor run(ReductionOp op, Tensor in) {
        Tensor result = Interpreter.evaluate(op, List.of(in));
        assertThat(result.shape()).isEqualTo(op.resultType().shape());
        return result;
    }

    private static double float32(Reduce.Kind kind, float... values) {
        Reduce op = new Reduce(value(FloatType.F32, values.length), List.of(0), false, kind);
        return ((FloatTensor) run(op, FloatTensor.of(Shape.of(values.length), values))).at(0);
    }

    @ParameterizedTest
    @CsvSource({
        "SUM, 4",
        "MEAN, 1",
        "MAX, 4",
        "MIN, -3",
        "PRODUCT, -24",
        "L1, 10",
        "L2, 5.477225780487061",
        "LOG_SUM, 1.3862943649291992",
        "SUM_SQUARE, 30"
    })
    void eachKindOfFloats(Reduce.Kind kind, double expected) {
        assertThat(float32(kind, 1, -3, 4, 2)).isEqualTo((float) expected);
    }

    @Test
    void sumsAreRoundedOnce() {
        assertThat(float32(Reduce.Kind.SUM, 0x1p24f, 1, 1)).isEqualTo(0x1p24 + 2);
        assertThat(float32(Reduce.Kind.LOG_SUM_EXP, 1000, 1000)).isEqualTo((float) (1000 + Math.log(2)));
        assertThat(float32(Reduce.Kind.LOG_SUM_EXP, Float.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(float32(Reduce.Kind.MAX, 1, Float.NaN, 2)).isNaN();
        assertThat(float32(Reduce.Kind.MIN, 1, Float.NaN, 2)).isNaN();
    }

    @Test
    void logarithmsOfLargeExponentialsDoNotOverflow() {
        assertThat(float32(Reduce.Kind.LOG_SUM_EXP, 1000, 0)).isEqualTo(1000);
    }

    @Test
    void emptySetsHaveNeutralElements() {
        assertThat(float32(Reduce.Kind.SUM)).isEqualTo(0);
        assertThat(float32(Reduce.Kind.PRODUCT)).isEqualTo(1);
        assertThat(float32(Reduce.Kind.MAX)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(float32(Reduce.Kind.MIN)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(float32(Reduce.Kind.LOG_SUM)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(float32(Reduce.Kind.MEAN)).isNaN();
        assertThat(run(new Reduce(value(IntType.u(1), 0), List.of(0), true, Reduce.Kind.MIN), ints(Shape.of(0))))
                .isEqualTo(ints(Shape.of(1), 1));
        assertThatThrownBy(() -> new Reduce(value(IntType.s(8), 0), List.of(0), false, Reduce.Kind.MEAN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void integersWrapAndMeansTruncate() {
        IntTensor data = ints(Shape.of(3), 100, 100, -1);
        Value input = value(IntType.s(8), 3);
        assertThat(run(new Reduce(input, List.of(0), false, Reduce.Kind.SUM), data))
                .isEqualTo(ints(Shape.SCALAR, (byte) 199));
        assertThat(run(new Reduce(input, List.of(0), false, Reduce.Kind.SUM_SQUARE), data))
                .isEqualTo(ints(Shape.SCALAR, (byte) 20001));
        assertThat(run(
                        new Reduce(value(IntType.s(8), 2), List.of(0), false, Reduce.Kind.MEAN),
                        ints(Shape.of(2), -4, -3)))
                .isEqualTo(ints(Shape.SCALAR, -3));
        BigInteger top = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        assertThat(run(
                        new Reduce(value(IntType.u(64), 2), List.of(0), false, Reduce.Kind.SUM),
                        IntTensor.of(Shape.of(2), List.of(top, top))))
                .isEqualTo(IntTensor.of(Shape.SCALAR, List.of(top.subtract(BigInteger.ONE))));
    }

    @Test
    void noAxesLeaveEachElementToItself() {
        FloatTensor data = FloatTensor.of(Shape.of(2), -3, 2);
        Value input = value(FloatType.F32, 2);
        assertThat(run(new Reduce(input, List.of(), true, Reduce.Kind.SUM), data))
                .isEqualTo(data);
        assertThat(run(new Reduce(input, List.of(), true, Reduce.Kind.SUM_SQUARE), data))
                .isEqualTo(FloatTensor.of(Shape.of(2), 9, 4));
    }

    /// Sums and means of reals are exact; their doubles and the exact numbers agree with brute force.
    @Test
    void realsAreExact() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            int[] extents = {1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(4)};
            Shape shape = Shape.of(extents);
            List<Real> values = new ArrayList<>();
            for (int i = 0; i < shape.size(); i++) {
                values.add(Dyadic.exactly(random.nextGaussian()).dividedBy(Dyadic.of(1 + random.nextInt(7))));
            }
            List<Integer> axes = random.nextBoolean() ? List.of(1) : List.of(0, 2);
            boolean mean = random.nextBoolean();
            Reduce op =
                    new Reduce(value(FloatType.F32, extents), axes, false, mean ? Reduce.Kind.MEAN : Reduce.Kind.SUM);
            RealTensor result = (RealTensor) run(op, new RealTensor(shape, values));
            int kept = result.shape().size();
            List<Real> sums = new ArrayList<>(Collections.nCopies(kept, Dyadic.ZERO));
            for (int i = 0; i < shape.size(); i++) {
                int place = axes.size() == 1
                        ? i / shape.stride(0) * extents[2] + i % extents[2]
                        : i / extents[2] % extents[1];
                sums.set(place, sums.get(place).plus(values.get(i)));
            }
            Real count = Dyadic.of(mean ? shape.size() / kept : 1);
            for (int i = 0; i < kept; i++) {
                Real expected = sums.get(i).dividedBy(count);
                assertThat(result.at(i)).isEqualTo(expected);
                assertThat(Math.abs(result.near(i) - expected.toDouble())).isLessThanOrEqualTo(result.error(i) + 1e-12);
            }
        }
    }

    @Test
    void extremesTakeTheFirstOrTheLast() {
        FloatTensor data = FloatTensor.of(Shape.of(2, 3), 1, 3, 3, -2, 5, -2);
        Value input = value(FloatType.F32, 2, 3);
        assertThat(run(ArgExtreme.max(input, 1, false), data)).isEqualTo(ints(Shape.of(2), 1, 1));
        assertThat(run(new ArgExtreme(input, true, 1, true, true), data)).isEqualTo(ints(Shape.of(2, 1), 2, 1));
        assertThat(run(new ArgExtreme(input, false, 1, false, false), data)).isEqualTo(ints(Shape.of(2), 0, 0));
        assertThat(run(new ArgExtreme(input, false, 1, false, true), data)).isEqualTo(ints(Shape.of(2), 0, 2));
        assertThat(run(ArgExtreme.max(input, 0, false), data)).isEqualTo(ints(Shape.of(3), 0, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "SUM, false, false, '1 3 6'",
        "SUM, true, false, '0 1 3'",
        "SUM, false, true, '6 5 3'",
        "SUM, true, true, '5 3 0'",
        "PRODUCT, false, false, '1 2 6'",
        "PRODUCT, true, true, '6 3 1'"
    })
    void runningTotals(Cumulate.Kind kind, boolean exclusive, boolean reverse, String expected) {
        double[] values = List.of(expected.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        Cumulate floats = new Cumulate(value(FloatType.F64, 3, 1), 0, kind, exclusive, reverse);
        assertThat(run(floats, FloatTensor.of(Shape.of(3, 1), FloatType.F64, new double[] {1, 2, 3})))
                .isEqualTo(FloatTensor.of(Shape.of(3, 1), FloatType.F64, values));
        Cumulate integers = new Cumulate(value(IntType.s(32), 3, 1), 0, kind, exclusive, reverse);
        assertThat(((IntTensor) run(integers, ints(Shape.of(3, 1), 1, 2, 3))).toLongs())
                .containsExactly(Arrays.stream(values).mapToLong(x -> (long) x).toArray());
    }

    @Test
    void determinants() {
        FloatTensor data = FloatTensor.of(Shape.of(3, 2, 2), 1, 2, 3, 4, 0, 1, 1, 0, 2, 4, 1, 2);
        assertThat(run(new Det(value(FloatType.F32, 3, 2, 2)), data)).isEqualTo(FloatTensor.of(Shape.of(3), -2, -1, 0));
    }
}
