package io.goshawk.ir.analysis;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Interval sums of products, in longs where the magnitudes allow.
final class RangeProducts {
    private RangeProducts() {}

    /// {@return the ranges of `[…, k] x [k, n]`, the right matrix being known}
    static ElementRanges matmul(ElementRanges input, IntTensor weights) {
        int depth = weights.shape().extent(0);
        int columns = weights.shape().extent(1);
        int rows = depth == 0 ? 0 : input.size() / depth;
        // Where all rows have the same ranges, so have those of the result.
        int different = rows > 0 && repeats(input, depth) ? 1 : rows;
        boolean fits = fitLong(input, weights, depth);
        long[] factors = fits ? weights.toLongs() : new long[0];
        List<IntRange> result = new ArrayList<>(different * columns);
        for (int row = 0; row < different; row++) {
            result.addAll(fits ? longs(input, row * depth, factors, columns) : bigs(input, row * depth, weights));
        }
        return result.isEmpty()
                ? ElementRanges.uniform(rows * columns, IntRange.of(0, 0))
                : ElementRanges.alongAxis(rows * columns, 1, result);
    }

    private static boolean repeats(ElementRanges input, int depth) {
        return input.ranges().size() == 1 || input.stride() * input.ranges().size() == depth;
    }

    private static boolean fitLong(ElementRanges input, IntTensor weights, int depth) {
        IntRange hull = weights.hull();
        BigInteger magnitude = hull.min().abs().max(hull.max().abs());
        return input.magnitude()
                        .multiply(magnitude)
                        .multiply(BigInteger.valueOf(Math.max(1, depth)))
                        .bitLength()
                < 63;
    }

    private static List<IntRange> longs(ElementRanges input, int start, long[] factors, int columns) {
        long[] min = new long[columns];
        long[] max = new long[columns];
        for (int k = 0; k * columns < factors.length; k++) {
            IntRange range = input.at(start + k);
            accumulate(range.min().longValueExact(), range.max().longValueExact(), factors, k * columns, min, max);
        }
        List<IntRange> sums = new ArrayList<>(columns);
        for (int column = 0; column < columns; column++) {
            sums.add(IntRange.of(min[column], max[column]));
        }
        return sums;
    }

    private static void accumulate(long low, long high, long[] factors, int from, long[] min, long[] max) {
        for (int column = 0; column < min.length; column++) {
            long factor = factors[from + column];
            min[column] += factor * (factor < 0 ? high : low);
            max[column] += factor * (factor < 0 ? low : high);
        }
    }

    private static List<IntRange> bigs(ElementRanges input, int start, IntTensor weights) {
        int columns = weights.shape().extent(1);
        List<IntRange> sums = new ArrayList<>(columns);
        for (int column = 0; column < columns; column++) {
            IntRange sum = IntRange.of(0, 0);
            for (int k = 0; k < weights.shape().extent(0); k++) {
                sum = sum.plus(input.at(start + k).times(weights.bigAt(k * columns + column)));
            }
            sums.add(sum);
        }
        return sums;
    }

    /// {@return the ranges of `[…, k] x [k, n]`, both being data}
    static ElementRanges matmul(ElementRanges input, ElementRanges weights, Shape weightShape) {
        int depth = weightShape.extent(0);
        int columns = weightShape.extent(1);
        int rows = depth == 0 ? 0 : input.size() / depth;
        List<IntRange> result = new ArrayList<>(rows * columns);
        for (int i = 0; i < rows * columns; i++) {
            IntRange sum = IntRange.of(0, 0);
            for (int k = 0; k < depth; k++) {
                IntRange weight = weights.at(k * columns + i % columns);
                IntRange x = input.at(i / columns * depth + k);
                sum = sum.plus(x.times(weight.min()).union(x.times(weight.max())));
            }
            result.add(sum);
        }
        return ElementRanges.each(result);
    }

    /// {@return the range of each output channel of a convolution}
    /// @param channels the range of each input channel, padding included
    /// @param weights `[m, c / groups, …]`
    static List<IntRange> convolution(List<IntRange> channels, IntTensor weights, int groups) {
        int outputs = weights.shape().extent(0);
        int perGroup = weights.shape().extent(1);
        int taps = weights.shape().stride(1);
        if (weights.shape().size() > 0 && fitLong(ElementRanges.each(channels), weights, perGroup * taps)) {
            return convolution(channels, weights.toLongs(), outputs, perGroup, groups);
        }
        List<IntRange> result = new ArrayList<>(outputs);
        for (int output = 0; output < outputs; output++) {
            int group = output / (outputs / groups);
            IntRange sum = IntRange.of(0, 0);
            for (int channel = 0; channel < perGroup; channel++) {
                int from = (output * perGroup + channel) * taps;
                sum = sum.plus(taps(channels.get(group * perGroup + channel), weights, from, taps));
            }
            result.add(sum);
        }
        return result;
    }

    private static List<IntRange> convolution(
            List<IntRange> channels, long[] weights, int outputs, int perGroup, int groups) {
        long[] low = channels.stream()
                .mapToLong(range -> range.min().longValueExact())
                .toArray();
        long[] high = channels.stream()
                .mapToLong(range -> range.max().longValueExact())
                .toArray();
        int length = weights.length / outputs;
        int taps = length / perGroup;
        List<IntRange> result = new ArrayList<>(outputs);
        for (int output = 0; output < outputs; output++) {
            int first = output / (outputs / groups) * perGroup;
            long min = 0;
            long max = 0;
            for (int i = 0; i < length; i++) {
                long weight = weights[output * length + i];
                long a = weight * low[first + i / taps];
                long b = weight * high[first + i / taps];
                min += Math.min(a, b);
                max += Math.max(a, b);
            }
            result.add(IntRange.of(min, max));
        }
        return result;
    }

    /// {@return what `taps` weights make of independent values of `range`}
    private static IntRange taps(IntRange range, IntTensor weights, int from, int taps) {
        BigInteger positive = BigInteger.ZERO;
        BigInteger negative = BigInteger.ZERO;
        for (int tap = from; tap < from + taps; tap++) {
            BigInteger weight = weights.bigAt(tap);
            positive = weight.signum() > 0 ? positive.add(weight) : positive;
            negative = weight.signum() < 0 ? negative.add(weight) : negative;
        }
        return range.times(positive).plus(range.times(negative));
    }
}
