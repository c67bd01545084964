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
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.GatherElements;
import io.goshawk.ir.onnx.indexing.GatherNd;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.indexing.Merge;
import io.goshawk.ir.onnx.indexing.OneHot;
import io.goshawk.ir.onnx.indexing.Pad;
import io.goshawk.ir.onnx.indexing.ReverseSequence;
import io.goshawk.ir.onnx.indexing.ScatterElements;
import io.goshawk.ir.onnx.indexing.ScatterNd;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.indexing.TensorScatter;
import io.goshawk.ir.onnx.indexing.TopK;
import io.goshawk.ir.onnx.indexing.Trilu;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What picking and placing means, by hand and by laws.
class IndexingSemanticsTest {
    private static final IntType I64 = IntType.s(64);

    private static Value value(int id, ElementType element, int... extents) {
        return new Value(id, new TensorType(Shape.of(extents), element));
    }

    private static IntTensor ints(Shape shape, long... values) {
        return IntTensor.of(shape, values);
    }

    private static IntTensor count(int... extents) {
        Shape shape = Shape.of(extents);
        return ints(shape, LongStream.range(0, shape.size()).toArray());
    }

    private static Tensor run(IndexingOp op, Tensor... in) {
        Tensor result = Interpreter.evaluate(op, List.of(in));
        assertThat(result.shape()).isEqualTo(op.resultType().shape());
        return result;
    }

    @Test
    void slicesGoBackwards() {
        Slice op = new Slice(value(0, I64, 2, 5), List.of(1, 4), List.of(-1, -2), Shape.of(2, 3));
        assertThat(run(op, count(2, 5))).isEqualTo(ints(Shape.of(2, 3), 9, 7, 5, 4, 2, 0));
    }

    @Test
    void slicesStayInside() {
        assertThatThrownBy(() -> new Slice(value(0, I64, 4), List.of(2), List.of(1), Shape.of(3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Slice(value(0, I64, 4), List.of(0), List.of(0), Shape.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Slice(value(0, I64, 4), List.of(9), List.of(1), Shape.of(0)).shape())
                .isEqualTo(Shape.of(0));
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, '-1 -1 -1 0 1 2 -1 -1 -1 -1'",
        "EDGE, '0 0 0 0 1 2 2 2 2 2'",
        "REFLECT, '1 2 1 0 1 2 1 0 1 2'",
        "WRAP, '0 1 2 0 1 2 0 1 2 0'"
    })
    void paddingInEveryMode(Pad.Mode mode, String expected) {
        Pad op = new Pad(value(0, I64, 3), value(1, I64), List.of(3), List.of(4), mode);
        long[] values =
                List.of(expected.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        assertThat(run(op, count(3), ints(Shape.SCALAR, -1))).isEqualTo(ints(Shape.of(10), values));
    }

    @Test
    void negativePaddingCropsAndOneElementReflects() {
        Pad crop = new Pad(value(0, I64, 4), value(1, I64), List.of(-1), List.of(-2), Pad.Mode.CONSTANT);
        assertThat(run(crop, count(4), ints(Shape.SCALAR, 7))).isEqualTo(ints(Shape.of(1), 1));
        Pad one = new Pad(value(0, I64, 1), value(1, I64), List.of(2), List.of(1), Pad.Mode.REFLECT);
        assertThat(run(one, ints(Shape.of(1), 5), ints(Shape.SCALAR, 7))).isEqualTo(ints(Shape.of(4), 5, 5, 5, 5));
    }

    /// Whatever is put around a tensor can be cut off again, of floats, integers and reals.
    @Test
    void aSliceUndoesAPad() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            int rank = 1 + random.nextInt(4);
            int[] extents =
                    IntStream.range(0, rank).map(_ -> 1 + random.nextInt(4)).toArray();
            List<Integer> before =
                    IntStream.range(0, rank).map(_ -> random.nextInt(4)).boxed().toList();
            List<Integer> after =
                    IntStream.range(0, rank).map(_ -> random.nextInt(4)).boxed().toList();
            Pad.Mode mode = List.of(Pad.Mode.values()).get(round % 4);
            Pad pad = new Pad(value(0, FloatType.F32, extents), value(1, FloatType.F32), before, after, mode);
            Shape shape = Shape.of(extents);
            Value padded = new Value(2, pad.resultType());
            Slice slice = new Slice(padded, before, Collections.nCopies(rank, 1), shape);
            RealTensor reals = new RealTensor(
                    shape,
                    IntStream.range(0, shape.size())
                            .<Real>mapToObj(i -> Dyadic.of(i).dividedBy(Dyadic.of(3)))
                            .toList());
            float[] floats = new float[shape.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = random.nextFloat();
            }
            for (Tensor input : List.of(FloatTensor.of(shape, floats), reals)) {
                Tensor wide = run(pad, input, FloatTensor.of(Shape.SCALAR, 9));
                assertThat(run(slice, wide)).isEqualTo(input);
            }
        }
    }

    @Test
    void gathersCountFromEitherEnd() {
        Gather op = new Gather(value(0, I64, 2, 3), value(1, IntType.s(32), 2, 2), 1);
        assertThat(run(op, count(2, 3), ints(Shape.of(2, 2), 0, -1, 2, -3)))
                .isEqualTo(ints(Shape.of(2, 2, 2), 0, 2, 2, 0, 3, 5, 5, 3));
        assertThatThrownBy(() -> run(op, count(2, 3), ints(Shape.of(2, 2), 0, 3, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 3 at place 1");
        BigInteger huge = BigInteger.TWO.pow(63);
        assertThatThrownBy(() -> run(
                        new Gather(value(0, I64, 3), value(1, IntType.u(64), 1), 0),
                        count(3),
                        IntTensor.of(Shape.of(1), List.of(huge))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gathersByElementAndByTuple() {
        GatherElements elements = new GatherElements(value(0, I64, 3, 3), value(1, I64, 2, 3), 0);
        assertThat(run(elements, count(3, 3), ints(Shape.of(2, 3), 1, 2, 0, 2, 0, -1)))
                .isEqualTo(ints(Shape.of(2, 3), 3, 7, 2, 6, 1, 8));
        GatherNd tuples = new GatherNd(value(0, I64, 2, 2, 2), value(1, I64, 2, 1), 1);
        assertThat(run(tuples, count(2, 2, 2), ints(Shape.of(2, 1), 1, 0))).isEqualTo(ints(Shape.of(2, 2), 2, 3, 4, 5));
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void scattersMeetWhatIsThere(Merge merge) {
        IntType i8 = IntType.s(8);
        ScatterElements op = new ScatterElements(value(0, i8, 4), value(1, I64, 3), value(2, i8, 3), 0, merge);
        long[] expected = switch (merge) {
            case REPLACE -> new long[] {10, 100, 30, -5};
            case ADD -> new long[] {10, 20 + 100, 30, (byte) (40 + 90 - 5)};
            case MULTIPLY -> new long[] {10, (byte) 2000, 30, (byte) (40 * 90 * -5)};
            case MAX -> new long[] {10, 100, 30, 90};
            case MIN -> new long[] {10, 20, 30, -5};
        };
        assertThat(run(
                        op,
                        ints(Shape.of(4), 10, 20, 30, 40),
                        ints(Shape.of(3), 1, 3, -1),
                        ints(Shape.of(3), 100, 90, -5)))
                .isEqualTo(ints(Shape.of(4), expected));
    }

    @Test
    void wholePartsAreScattered() {
        ScatterNd op = new ScatterNd(value(0, I64, 3, 2), value(1, I64, 1, 1), value(2, I64, 1, 2), Merge.REPLACE);
        assertThat(run(op, count(3, 2), ints(Shape.of(1, 1), -1), ints(Shape.of(1, 2), 8, 9)))
                .isEqualTo(ints(Shape.of(3, 2), 0, 1, 2, 3, 8, 9));
    }

    @Test
    void sumsOfRealsStayExactInAScatter() {
        Real third = Dyadic.ONE.dividedBy(Dyadic.of(3));
        ScatterElements op = new ScatterElements(
                value(0, FloatType.F32, 1), value(1, I64, 3), value(2, FloatType.F32, 3), 0, Merge.ADD);
        Tensor sum = run(
                op,
                new RealTensor(Shape.of(1), List.of(Dyadic.ZERO)),
                ints(Shape.of(3), 0, 0, 0),
                new RealTensor(Shape.of(3), List.of(third, third, third)));
        assertThat(sum).isEqualTo(new RealTensor(Shape.of(1), List.of(Dyadic.ONE)));
    }

    @Test
    void aCacheGoesRound() {
        TensorScatter op =
                new TensorScatter(value(0, I64, 2, 3), value(1, I64, 2, 2), value(2, I64, 2), 1, /* circular */ true);
        assertThat(run(
                        op,
                        ints(Shape.of(2, 3), 0, 0, 0, 0, 0, 0),
                        ints(Shape.of(2, 2), 1, 2, 3, 4),
                        ints(Shape.of(2), 2, 0)))
                .isEqualTo(ints(Shape.of(2, 3), 2, 0, 1, 3, 4, 0));
        TensorScatter straight = new TensorScatter(op.cache(), op.update(), op.starts(), 1, false);
        assertThatThrownBy(() -> run(straight, count(2, 3), count(2, 2), ints(Shape.of(2), 2, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneHotIgnoresWhatLiesOutside() {
        OneHot op = new OneHot(value(0, I64, 4), value(1, I64, 2), 3, 0);
        assertThat(run(op, ints(Shape.of(4), 0, -1, 3, -4), ints(Shape.of(2), 7, 9)))
                .isEqualTo(ints(Shape.of(3, 4), 9, 7, 7, 7, 7, 7, 7, 7, 7, 9, 7, 7));
    }

    @Test
    void sequencesAreReversedByTheirLengths() {
        ReverseSequence op = new ReverseSequence(value(0, I64, 2, 3), value(1, I64, 2), 0, 1);
        assertThat(run(op, count(2, 3), ints(Shape.of(2), 2, 3))).isEqualTo(ints(Shape.of(2, 3), 1, 0, 2, 5, 4, 3));
    }

    @Test
    void triangles() {
        assertThat(run(new Trilu(value(0, I64, 2, 3), true, 1), count(2, 3)))
                .isEqualTo(ints(Shape.of(2, 3), 0, 1, 2, 0, 0, 5));
        assertThat(run(new Trilu(value(0, I64, 2, 3), false, Long.MIN_VALUE), count(2, 3)))
                .isEqualTo(ints(Shape.of(2, 3), 0, 0, 0, 0, 0, 0));
    }

    @Test
    void leadersKeepTheOrderOfEquals() {
        Value input = value(0, FloatType.F32, 5);
        FloatTensor data = FloatTensor.of(Shape.of(5), 1, 3, 0.0f, 3, -0.0f);
        assertThat(run(new TopK(input, 3, 0, true, TopK.Part.INDICES), data)).isEqualTo(ints(Shape.of(3), 1, 3, 0));
        assertThat(run(new TopK(input, 3, 0, false, TopK.Part.INDICES), data)).isEqualTo(ints(Shape.of(3), 2, 4, 0));
        assertThat(run(new TopK(input, 2, 0, true, TopK.Part.VALUES), data))
                .isEqualTo(FloatTensor.of(Shape.of(2), 3, 3));
        assertThat(run(
                        new TopK(value(0, IntType.u(64), 2, 2), 1, 0, true, TopK.Part.INDICES),
                        IntTensor.of(
                                Shape.of(2, 2),
                                List.of(BigInteger.ONE, BigInteger.TWO.pow(63), BigInteger.TWO, BigInteger.ONE))))
                .isEqualTo(ints(Shape.of(1, 2), 1, 0));
    }

    /// Gathering what TopK places gives what TopK picks, and sorting all gives a permutation in order.
    @Test
    void placesAndElementsOfLeadersAgree() {
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            int[] extents = {1 + random.nextInt(3), 1 + random.nextInt(5), 1 + random.nextInt(3)};
            Shape shape = Shape.of(extents);
            IntTensor data = ints(shape, random.longs(shape.size(), -3, 4).toArray());
            int axis = random.nextInt(3);
            int k = random.nextInt(extents[axis] + 1);
            Value input = value(0, I64, extents);
            boolean largest = random.nextBoolean();
            TopK places = new TopK(input, k, axis, largest, TopK.Part.INDICES);
            Tensor indices = run(places, data);
            Tensor picked = run(new GatherElements(input, new Value(1, places.resultType()), axis), data, indices);
            assertThat(run(new TopK(input, k, axis, largest, TopK.Part.VALUES), data))
                    .isEqualTo(picked);
        }
    }

    @Test
    void zeroExtentsAreFine() {
        assertThat(run(new Trilu(value(0, I64, 0, 3), true, 0), count(0, 3))).isEqualTo(count(0, 3));
        assertThat(run(new TopK(value(0, I64, 0), 0, 0, true, TopK.Part.VALUES), count(0)))
                .isEqualTo(count(0));
        assertThat(run(new Gather(value(0, I64, 2, 0), value(1, I64, 1), 0), count(2, 0), ints(Shape.of(1), 1)))
                .isEqualTo(count(1, 0));
    }
}
