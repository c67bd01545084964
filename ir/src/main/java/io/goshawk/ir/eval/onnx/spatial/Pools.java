package io.goshawk.ir.eval.onnx.spatial;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.exact.Combination;
import io.goshawk.ir.eval.kernel.Parallel;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.LpPool;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Neighbourhood;
import io.goshawk.ir.window.Window;
import java.util.Arrays;
import java.util.List;

/// What pools mean.
public final class Pools {
    private Pools() {}

    private static Neighbourhood on(Shape data, List<Integer> kernel, Window window) {
        return new Neighbourhood(data.extents().subList(2, data.rank()), kernel, window);
    }

    /// {@return what `op` makes of `input`, of any kind}
    public static Tensor max(MaxPool op, Tensor input) {
        Shape shape = op.resultType().shape();
        int[] winners = winners(input, op.kernel(), op.window(), shape.size());
        return switch (op.part()) {
            case VALUES -> input.gather(shape, winners);
            case INDICES -> IntTensor.ofInts(shape, op.columnMajor() ? turned(winners, input.shape()) : winners);
        };
    }

    /// {@return the largest of what a window meets, as a tensor of shape `shape`}
    public static Tensor largest(Tensor input, List<Integer> kernel, Window window, Shape shape) {
        return input.gather(shape, winners(input, kernel, window, shape.size()));
    }

    private static int[] winners(Tensor input, List<Integer> kernel, Window window, int count) {
        Neighbourhood windows = on(input.shape(), kernel, window);
        int[] winners = new int[count];
        Order order = order(input);
        int places = windows.places();
        Parallel.blocks(winners.length, windows.taps(), (start, end) -> {
            int[] met = new int[windows.taps()];
            for (int i = start; i < end; i++) {
                int base = i / places * windows.plane();
                int taps = windows.elements(i % places, met);
                int best = base + met[0];
                for (int tap = 1; tap < taps; tap++) {
                    best = order.above(base + met[tap], best) ? base + met[tap] : best;
                }
                winners[i] = best;
            }
        });
        return winners;
    }

    /// Whether one element of a tensor lies above another.
    private interface Order {
        boolean above(int element, int other);
    }

    private static Order order(Tensor input) {
        return switch (input) {
            case FloatTensor floats -> {
                double[] values = floats.toDoubles();
                yield (a, b) -> values[a] > values[b] || (Double.isNaN(values[a]) && !Double.isNaN(values[b]));
            }
            case IntTensor integers -> (a, b) -> integers.bigAt(a).compareTo(integers.bigAt(b)) > 0;
            case RealTensor reals -> (a, b) -> reals.compare(a, reals, b) > 0;
        };
    }

    /// {@return row-major `places` as places of a tensor whose maps are stored with their first axis
    ///     innermost}
    private static int[] turned(int[] places, Shape shape) {
        int plane = shape.stride(1);
        return Arrays.stream(places)
                .map(place -> {
                    int rest = place % plane;
                    int turned = 0;
                    for (int axis = shape.rank() - 1; axis >= 2; axis--) {
                        turned = turned * shape.extent(axis) + rest % shape.extent(axis);
                        rest /= shape.extent(axis);
                    }
                    return place / plane * plane + turned;
                })
                .toArray();
    }

    /// {@return what `op` makes of `input`, of floats or reals}
    public static Tensor average(AveragePool op, Tensor input) {
        Neighbourhood windows = on(input.shape(), op.kernel(), op.window());
        return mean(input, windows, op.resultType().shape(), op.counts());
    }

    /// {@return the sums of what a window meets, of floats or reals, as a tensor of shape `shape`}
    public static Tensor sum(Tensor input, List<Integer> kernel, Window window, Shape shape) {
        Neighbourhood windows = on(input.shape(), kernel, window);
        long[] ones = new long[windows.places()];
        Arrays.fill(ones, 1);
        return mean(input, windows, shape, ones);
    }

    private static Tensor mean(Tensor input, Neighbourhood windows, Shape shape, long[] counts) {
        int places = windows.places();
        Combination.Terms terms = Combination.plain((result, from) -> {
            int base = result / places * windows.plane();
            int count = windows.elements(result % places, from);
            for (int i = 0; i < count; i++) {
                from[i] += base;
            }
            return count;
        });
        return new Combination(shape, windows.taps(), terms, i -> counts[i % places]).of(input);
    }

    /// {@return what `op` makes of `input`, of floats or reals}
    public static Tensor norm(LpPool op, Tensor input) {
        double[] values = Floats.of(input, op.input().type()).toDoubles();
        Neighbourhood windows = on(input.shape(), op.kernel(), op.window());
        TensorType type = op.resultType();
        double[] result = new double[type.shape().size()];
        int places = windows.places();
        Parallel.blocks(result.length, windows.taps() * 8, (start, end) -> {
            int[] met = new int[windows.taps()];
            for (int i = start; i < end; i++) {
                int base = i / places * windows.plane();
                int count = windows.elements(i % places, met);
                double sum = 0;
                for (int tap = 0; tap < count; tap++) {
                    sum += power(Math.abs(values[base + met[tap]]), op.p());
                }
                result[i] = root(sum, op.p());
            }
        });
        return Floats.rounded(type.shape(), (FloatType) type.element(), result);
    }

    private static double power(double x, int p) {
        return switch (p) {
            case 1 -> x;
            case 2 -> x * x;
            default -> StrictMath.pow(x, p);
        };
    }

    private static double root(double x, int p) {
        return switch (p) {
            case 1 -> x;
            case 2 -> Math.sqrt(x);
            default -> StrictMath.pow(x, 1.0 / p);
        };
    }
}
