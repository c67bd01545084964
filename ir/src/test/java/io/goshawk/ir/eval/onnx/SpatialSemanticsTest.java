package io.goshawk.ir.eval.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.onnx.normalization.GroupNormalization;
import io.goshawk.ir.onnx.normalization.LocalResponseNormalization;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.onnx.spatial.Im2Col;
import io.goshawk.ir.onnx.spatial.LpPool;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.onnx.spatial.MaxUnpool;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Operations on feature maps against their definitions, one element and one tap at a time, on random
/// geometries. The numbers are small integers, so that floats and exact reals have to agree with the
/// definition to the last bit.
class SpatialSemanticsTest {
    private static final int ROUNDS = 40;

    /// One random window in two dimensions on a random map.
    private record Geometry(Random random, int height, int width, List<Integer> kernel, Window window) {
        static Geometry of(Random random) {
            List<Integer> kernel = List.of(1 + random.nextInt(3), 1 + random.nextInt(3));
            List<Integer> dilations = List.of(1 + random.nextInt(2), 1 + random.nextInt(2));
            // Padding is smaller than the kernel, so that each window meets the map.
            List<Integer> before = List.of(random.nextInt(kernel.get(0)), random.nextInt(kernel.get(1)));
            List<Integer> after = List.of(random.nextInt(kernel.get(0)), random.nextInt(kernel.get(1)));
            List<Integer> strides = List.of(1 + random.nextInt(3), 1 + random.nextInt(3));
            return new Geometry(
                    random,
                    5 + random.nextInt(5),
                    5 + random.nextInt(5),
                    kernel,
                    new Window(strides, dilations, before, after));
        }

        int at(int axis, int place, int tap) {
            return place * window.strides().get(axis)
                    + tap * window.dilations().get(axis)
                    - window.before().get(axis);
        }

        boolean inside(int y, int x) {
            return y >= 0 && y < height && x >= 0 && x < width;
        }
    }

    private static Value value(Shape shape) {
        return new Value(0, new TensorType(shape, FloatType.F32));
    }

    private static FloatTensor numbers(Random random, Shape shape) {
        double[] values = random.ints(shape.size(), -8, 9).asDoubleStream().toArray();
        return FloatTensor.of(shape, FloatType.F32, values);
    }

    private static void means(SpatialOp op, double[] expected, FloatTensor... in) {
        Shape shape = op.resultType().shape();
        FloatTensor wanted = FloatTensor.of(shape, FloatType.F32, positive(expected));
        FloatTensor floats = (FloatTensor) Interpreter.evaluate(op, List.of(in));
        assertThat(FloatTensor.of(shape, FloatType.F32, positive(floats.toDoubles())))
                .as(op.toString())
                .isEqualTo(wanted);
        List<RealTensor> reals = List.of(in).stream().map(RealTensor::exactly).toList();
        Tensor exact = Interpreter.evaluate(op, List.copyOf(reals));
        assertThat(exact).as(op.toString()).isEqualTo(RealTensor.exactly(wanted));
    }

    private static double[] positive(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.0;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void convolutionsAreSumsOfProducts(int groups) {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Geometry g = Geometry.of(random);
            FloatTensor x = numbers(random, Shape.of(2, 2 * groups, g.height(), g.width()));
            FloatTensor w = numbers(
                    random,
                    Shape.of(3 * groups, 2, g.kernel().get(0), g.kernel().get(1)));
            Conv op = new Conv(value(x.shape()), value(w.shape()), g.window(), groups);
            Shape shape = op.resultType().shape();
            double[] expected = new double[shape.size()];
            for (int i = 0; i < expected.length; i++) {
                int channel = i / shape.stride(1) % shape.extent(1);
                for (int tap = 0; tap < w.shape().stride(0); tap++) {
                    int c = channel / 3 * 2 + tap / w.shape().stride(1);
                    int y = g.at(
                            0,
                            i / shape.extent(3) % shape.extent(2),
                            tap / g.kernel().get(1) % g.kernel().get(0));
                    int z = g.at(1, i % shape.extent(3), tap % g.kernel().get(1));
                    if (g.inside(y, z)) {
                        int from = ((i / shape.stride(0) * 2 * groups + c) * g.height() + y) * g.width() + z;
                        expected[i] += x.at(from) * w.at(channel * w.shape().stride(0) + tap);
                    }
                }
            }
            means(op, expected, x, w);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void transposedConvolutionsScatter(int groups) {
        Random random = new Random(2);
        for (int round = 0; round < ROUNDS; round++) {
            Geometry g = Geometry.of(random);
            List<Integer> more = List.of(random.nextInt(2), random.nextInt(2));
            FloatTensor x = numbers(random, Shape.of(2, 2 * groups, g.height(), g.width()));
            FloatTensor w = numbers(
                    random,
                    Shape.of(2 * groups, 3, g.kernel().get(0), g.kernel().get(1)));
            ConvTranspose op = new ConvTranspose(value(x.shape()), value(w.shape()), g.window(), more, groups);
            Shape shape = op.resultType().shape();
            double[] expected = new double[shape.size()];
            for (int i = 0; i < x.shape().size(); i++) {
                int c = i / x.shape().stride(1) % (2 * groups);
                for (int tap = 0; tap < w.shape().stride(0); tap++) {
                    int m = c / 2 * 3 + tap / w.shape().stride(1);
                    int y = g.at(
                            0,
                            i / g.width() % g.height(),
                            tap / g.kernel().get(1) % g.kernel().get(0));
                    int z = g.at(1, i % g.width(), tap % g.kernel().get(1));
                    if (y >= 0 && y < shape.extent(2) && z >= 0 && z < shape.extent(3)) {
                        int to = ((i / x.shape().stride(0) * 3 * groups + m) * shape.extent(2) + y) * shape.extent(3)
                                + z;
                        expected[to] += x.at(i) * w.at(c * w.shape().stride(0) + tap);
                    }
                }
            }
            means(op, expected, x, w);
        }
    }

    @Test
    void poolsOfTheLargestAndAveragesMeetTheirWindows() {
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS; round++) {
            Geometry g = Geometry.of(random);
            FloatTensor x = numbers(random, Shape.of(2, 2, g.height(), g.width()));
            MaxPool max = new MaxPool(value(x.shape()), g.kernel(), g.window(), MaxPool.Part.VALUES, false);
            Shape shape = max.resultType().shape();
            double[] largest = new double[shape.size()];
            double[] sum = new double[shape.size()];
            double[] count = new double[shape.size()];
            for (int i = 0; i < largest.length; i++) {
                largest[i] = Double.NEGATIVE_INFINITY;
                for (int tap = 0; tap < g.kernel().get(0) * g.kernel().get(1); tap++) {
                    int y = g.at(
                            0,
                            i / shape.extent(3) % shape.extent(2),
                            tap / g.kernel().get(1));
                    int z = g.at(1, i % shape.extent(3), tap % g.kernel().get(1));
                    if (g.inside(y, z)) {
                        double element = x.at((i / shape.stride(1) * g.height() + y) * g.width() + z);
                        largest[i] = Math.max(largest[i], element);
                        sum[i] += element;
                        count[i]++;
                    }
                }
            }
            means(max, largest, x);
            AveragePool average = new AveragePool(value(x.shape()), g.kernel(), g.window(), List.of(0, 0), false);
            RealTensor exact = (RealTensor) Interpreter.evaluate(average, List.of(RealTensor.exactly(x)));
            Tensor floats = Interpreter.evaluate(average, List.of(x));
            for (int i = 0; i < sum.length; i++) {
                assertThat(exact.at(i)).isEqualTo(Dyadic.exactly(sum[i]).dividedBy(Dyadic.exactly(count[i])));
                assertThat(((FloatTensor) floats).at(i)).isEqualTo((float) (sum[i] / count[i]));
            }
        }
    }

    private static Window plain(int rank, int stride) {
        List<Integer> zeros = java.util.Collections.nCopies(rank, 0);
        return new Window(
                java.util.Collections.nCopies(rank, stride), java.util.Collections.nCopies(rank, 1), zeros, zeros);
    }

    /// Windows of three at -2, 0 and 2; the last place of the last is only there because of
    /// `ceil_mode`.
    @ParameterizedTest
    @CsvSource({"false, 3, 1.5", "true, 1, 1.5"})
    void averagesCountPaddingOrNot(boolean counts, double first, double last) {
        Window window = new Window(List.of(2), List.of(1), List.of(2), List.of(1));
        FloatTensor x = FloatTensor.of(Shape.of(1, 1, 4), 3, 0, 0, 3);
        AveragePool pool = new AveragePool(value(x.shape()), List.of(3), window, List.of(1), counts);
        FloatTensor result = (FloatTensor) Interpreter.evaluate(pool, List.of(x));
        assertThat(result).isEqualTo(FloatTensor.of(Shape.of(1, 1, 3), (float) first, 1, (float) last));
    }

    @Test
    void aWindowInThePaddingAloneIsRefused() {
        Window window = new Window(List.of(1), List.of(1), List.of(2), List.of(0));
        assertThatThrownBy(() -> new MaxPool(value(Shape.of(1, 1, 4)), List.of(2), window, MaxPool.Part.VALUES, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("padding alone");
    }

    @Test
    void placesOfTheLargestAndBack() {
        FloatTensor x = FloatTensor.of(Shape.of(1, 1, 2, 4), 1, 5, 5, 2, 7, 0, Float.NaN, 8);
        MaxPool indices = new MaxPool(value(x.shape()), List.of(2, 2), plain(2, 2), MaxPool.Part.INDICES, false);
        IntTensor places = (IntTensor) Interpreter.evaluate(indices, List.of(x));
        assertThat(places).isEqualTo(IntTensor.of(Shape.of(1, 1, 1, 2), 4, 6));
        MaxPool turned = new MaxPool(value(x.shape()), List.of(2, 2), plain(2, 2), MaxPool.Part.INDICES, true);
        assertThat(Interpreter.evaluate(turned, List.of(x))).isEqualTo(IntTensor.of(Shape.of(1, 1, 1, 2), 1, 5));
        MaxUnpool back = new MaxUnpool(
                value(places.shape()),
                new Value(1, new TensorType(places.shape(), IntType.s(64))),
                x.shape(),
                Shape.of(1, 1, 2, 5));
        FloatTensor values = FloatTensor.of(places.shape(), 7, 9);
        assertThat(Interpreter.evaluate(back, List.of(values, places)))
                .isEqualTo(FloatTensor.of(Shape.of(1, 1, 2, 5), 0, 0, 0, 0, 0, 7, 0, 9, 0, 0));
        IntTensor outside = IntTensor.of(places.shape(), 4, 8);
        assertThatThrownBy(() -> Interpreter.evaluate(back, List.of(values, outside)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "2, 5", "3, 4.497941445275415"})
    void normsOfWindows(int p, double expected) {
        LpPool pool = new LpPool(value(Shape.of(1, 1, 2)), List.of(2), plain(1, 1), p);
        FloatTensor result =
                (FloatTensor) Interpreter.evaluate(pool, List.of(FloatTensor.of(Shape.of(1, 1, 2), 3, -4)));
        assertThat(result.at(0)).isEqualTo((float) expected);
    }

    private static Tensor resized(Tensor x, Resize.Mode mode, Resize.Coordinates coordinates, int extent) {
        Resize.Axis axis = new Resize.Axis(extent, (double) extent / x.shape().size(), 0, 1);
        return Interpreter.evaluate(
                new Resize(value(x.shape()), List.of(axis), coordinates, mode, false, false, -0.75, 0), List.of(x));
    }

    @ParameterizedTest
    @CsvSource({
        "ROUND_PREFER_FLOOR, HALF_PIXEL, 0 0 1 1",
        "CEIL, ASYMMETRIC, 0 1 1 1",
        "LINEAR, HALF_PIXEL, 0 0.25 0.75 1",
        "LINEAR, ASYMMETRIC, 0 0.5 1 1",
        "FLOOR, ALIGN_CORNERS, 0 0 0 1"
    })
    void resizingReadsAndMixes(Resize.Mode mode, Resize.Coordinates coordinates, String expected) {
        FloatTensor x = FloatTensor.of(Shape.of(2), 0, 1);
        double[] wanted = java.util.Arrays.stream(expected.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        FloatTensor floats = FloatTensor.of(Shape.of(4), FloatType.F32, wanted);
        assertThat(resized(x, mode, coordinates, 4)).isEqualTo(floats);
        assertThat(resized(RealTensor.exactly(x), mode, coordinates, 4)).isEqualTo(RealTensor.exactly(floats));
    }

    @Test
    void rowsOfWindowsHaveTheirChannelsSideBySide() {
        IntTensor x = IntTensor.of(Shape.of(1, 2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
        Value map = new Value(0, new TensorType(x.shape(), IntType.s(8)));
        Window window = new Window(List.of(1, 1), List.of(1, 1), List.of(0, 1), List.of(0, 0));
        assertThat(Interpreter.evaluate(new Im2Col(map, List.of(1, 2), window), List.of(x)))
                .isEqualTo(IntTensor.of(Shape.of(1, 2, 2, 4), 0, 0, 1, 2, 1, 2, 3, 4, 0, 0, 5, 6, 5, 6, 7, 8));
    }

    @Test
    void groupsAndNeighbouringChannelsNormalise() {
        Shape shape = Shape.of(1, 2, 2);
        FloatTensor x = FloatTensor.of(shape, 1, 3, 5, 7);
        FloatTensor scale = FloatTensor.of(Shape.of(2), 1, 2);
        FloatTensor bias = FloatTensor.of(Shape.of(2), 0, 10);
        GroupNormalization each = new GroupNormalization(value(shape), value(scale.shape()), value(bias.shape()), 2, 0);
        assertThat(Interpreter.evaluate(each, List.of(x, scale, bias))).isEqualTo(FloatTensor.of(shape, -1, 1, 8, 12));
        LocalResponseNormalization local = new LocalResponseNormalization(value(shape), 2, 2, 1, 0);
        assertThat(Interpreter.evaluate(local, List.of(x)))
                .isEqualTo(FloatTensor.of(shape, 1 / 26f, 3 / 58f, 5 / 25f, 7 / 49f));
    }
}
