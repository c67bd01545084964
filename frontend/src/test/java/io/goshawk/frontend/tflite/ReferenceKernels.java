package io.goshawk.frontend.tflite;

import io.goshawk.frontend.tflite.Sums.Grid;
import io.goshawk.frontend.tflite.Sums.Numbers;
import java.util.Arrays;
import java.util.List;

/// What TensorFlow Lite's kernels make of a layer, by the integer arithmetic that its specification and its reference
/// kernels document; written without regard to the importer, to hold it against.
///
/// @param arithmetic how sums are scaled, which decides how far off kernels may be
record ReferenceKernels(Arithmetic arithmetic) {
    private static final int ADD_SHIFT = 20;

    /// How kernels scale a sum.
    enum Arithmetic {
        /// By a factor of 31 bits, rounding once or twice: those of the library itself.
        FIXED_POINT,
        /// In floats: those of XNNPACK, to which the library hands most layers by default.
        SINGLE_PRECISION;

        /// {@return how far off `steps` a kernel may be that multiplies by `factor`}
        double error(FixedPoint factor, double steps) {
            // The factor, of two operations, the sum and the product are rounded to floats.
            return this == FIXED_POINT ? factor.error(steps) : Math.abs(steps) * 5 * KernelResult.FLOAT_UNIT;
        }
    }

    /// {@return the result of `layer`}
    /// @param inputs the stored numbers of its inputs that are no constants
    /// @throws IllegalArgumentException if the operator is not among those written down here
    KernelResult of(Layer layer, List<double[]> inputs) {
        return switch (layer.node().name()) {
            case "ADD" -> add(layer, inputs.getFirst(), inputs.getLast());
            case "AVERAGE_POOL_2D" -> average(layer, inputs.getFirst());
            case "CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED" -> linear(layer, inputs.getFirst());
            case "RESHAPE" -> same(inputs.getFirst());
            case "SOFTMAX" -> softmax(layer, inputs.getFirst());
            default -> throw new IllegalArgumentException(layer.node().name());
        };
    }

    private KernelResult linear(Layer layer, double[] data) {
        Numbers left = layer.numbers(0, data);
        Numbers right = layer.numbers(1, layer.stored(1));
        double[] bias = layer.node().has(2) ? layer.stored(2) : new double[0];
        List<Integer> shape = layer.output().shape().extents();
        Sums sums = switch (layer.node().name()) {
            case "FULLY_CONNECTED" -> Sums.dense(left, right, bias);
            case "CONV_2D" -> Sums.convolution(left, right, bias, layer.grid(4), shape, false);
            default -> Sums.convolution(left, right, bias, layer.grid(5), shape, true);
        };
        return layer.output().isQuantised() ? scaled(layer, sums) : KernelResult.floats(sums, layer.activation());
    }

    private KernelResult scaled(Layer layer, Sums sums) {
        Clamp clamp = layer.clamp();
        int channels = layer.output().shape().extents().getLast();
        KernelResult result = KernelResult.of(sums.values().length);
        for (int i = 0; i < sums.values().length; i++) {
            double scale = layer.inputScale(0) * Layer.scale(layer.input(1), i % channels) / layer.outputScale();
            FixedPoint factor = FixedPoint.of(scale);
            double steps = sums.values()[i] * scale;
            result.once()[i] = clamp.of(factor.roundedOnce((long) sums.values()[i]));
            result.twice()[i] = clamp.of(factor.roundedTwice((long) sums.values()[i]));
            result.exact()[i] = clamp.of(steps);
            result.bounds()[i] = arithmetic.error(factor, steps);
        }
        return result;
    }

    private KernelResult add(Layer layer, double[] first, double[] second) {
        double[] left = layer.numbers(0, first).values();
        double[] right = layer.numbers(1, second).values();
        if (!layer.output().isQuantised()) {
            Sums sums = new Sums(new double[left.length], new double[left.length], 1);
            Arrays.setAll(sums.values(), i -> left[i] + right[i]);
            Arrays.setAll(sums.magnitudes(), i -> Math.abs(left[i]) + Math.abs(right[i]));
            return KernelResult.floats(sums, layer.activation());
        }
        Addition addition = Addition.of(layer);
        KernelResult result = KernelResult.of(left.length);
        for (int i = 0; i < left.length; i++) {
            addition.fill(result, i, left[i], right[i], arithmetic);
        }
        return result;
    }

    /// Both addends become multiples of a 2^20th of twice the larger scale, their sum is scaled to the result's.
    ///
    /// @param a, b, sum the three factors, and as doubles
    private record Addition(
            FixedPoint a, FixedPoint b, FixedPoint sum, double realA, double realB, double realSum, Clamp clamp) {
        static Addition of(Layer layer) {
            double twice = 2 * Math.max(layer.inputScale(0), layer.inputScale(1));
            double a = layer.inputScale(0) / twice;
            double b = layer.inputScale(1) / twice;
            double sum = twice / ((1 << ADD_SHIFT) * layer.outputScale());
            return new Addition(FixedPoint.of(a), FixedPoint.of(b), FixedPoint.of(sum), a, b, sum, layer.clamp());
        }

        void fill(KernelResult result, int i, double left, double right, Arithmetic arithmetic) {
            long x = (long) left << ADD_SHIFT;
            long y = (long) right << ADD_SHIFT;
            result.once()[i] = clamp.of(sum.roundedOnce(a.roundedOnce(x) + b.roundedOnce(y)));
            result.twice()[i] = clamp.of(sum.roundedTwice(a.roundedTwice(x) + b.roundedTwice(y)));
            double steps = (x * realA + y * realB) * realSum;
            result.exact()[i] = clamp.of(steps);
            result.bounds()[i] = switch (arithmetic) {
                case FIXED_POINT -> {
                    double addends = 1 + a.error(x * realA) + b.error(y * realB);
                    yield 2 * addends * realSum + sum.error(steps);
                }
                // Factors of 20 bits and one rounding.
                case SINGLE_PRECISION -> (Math.abs(x) * realA + Math.abs(y) * realB) * realSum * 0x1p-20;
            };
        }
    }

    private KernelResult average(Layer layer, double[] data) {
        int[] kernel = {layer.node().integer(4, 1), layer.node().integer(3, 1)};
        Grid grid = layer.grid(kernel, new int[] {1, 1});
        int size = layer.output().shape().size();
        double[] counts = new double[size];
        Sums sums = Sums.windows(
                new Numbers(data, layer.input(0).shape().extents()),
                kernel,
                grid,
                layer.output().shape().extents(),
                counts);
        double[] means = new double[size];
        Arrays.setAll(means, i -> sums.values()[i] / counts[i]);
        if (!layer.output().isQuantised()) {
            Arrays.setAll(sums.magnitudes(), i -> sums.magnitudes()[i] / counts[i]);
            return KernelResult.floats(new Sums(means, sums.magnitudes(), sums.terms()), layer.activation());
        }
        Clamp clamp = layer.clamp();
        long[] integers = new long[size];
        Arrays.setAll(integers, i -> clamp.within(divided((long) sums.values()[i], (long) counts[i])));
        double[] bounds = new double[size];
        if (arithmetic == Arithmetic.SINGLE_PRECISION) {
            Arrays.setAll(bounds, i -> 512 * 5 * KernelResult.FLOAT_UNIT);
        }
        return KernelResult.certain(
                integers, Arrays.stream(means).map(clamp::within).toArray(), bounds);
    }

    private static long divided(long sum, long count) {
        return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
    }

    private static KernelResult same(double[] data) {
        long[] integers = Arrays.stream(data).mapToLong(x -> (long) x).toArray();
        return KernelResult.certain(integers, data, new double[data.length]);
    }

    /// Exponentials of 26 bits, summed with 19 bits behind the point, or a table of floats.
    private static KernelResult softmax(Layer layer, double[] data) {
        boolean quantised = layer.output().isQuantised();
        int depth = layer.output().shape().extents().getLast();
        double factor = layer.inputScale(0) * layer.node().number(0, 1);
        double[] exact = new double[data.length];
        double[] bounds = new double[data.length];
        Clamp clamp = Clamp.of(layer.output(), 0);
        for (int i = 0; i < data.length; i++) {
            int row = i / depth * depth;
            double most = Arrays.stream(data, row, row + depth).max().orElseThrow();
            double sum = Arrays.stream(data, row, row + depth)
                    .map(x -> Math.exp((x - most) * factor))
                    .sum();
            double share = Math.exp((data[i] - most) * factor) / sum;
            double steps = share / layer.outputScale();
            double units = 2 * (Math.abs(data[i] - most) * factor + depth + 8);
            exact[i] = quantised ? clamp.of(steps) : share;
            bounds[i] = quantised
                    ? (steps + 1) * depth * 0x1p-19
                    : share * units * KernelResult.FLOAT_UNIT + Float.MIN_NORMAL;
        }
        return new KernelResult(new long[0], new long[0], exact, bounds);
    }
}
