package io.goshawk.ir.analysis;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Interval matrix products, in longs where the magnitudes allow.
final class RangeProducts {
    private RangeProducts() {}

    /// {@return the ranges of `[…, k] x [k, n]`}
    static ElementRanges matmul(ElementRanges input, ElementRanges weights, Shape weightShape) {
        int depth = weightShape.extent(0);
        int columns = weightShape.extent(1);
        int rows = depth == 0 ? 0 : input.size() / depth;
        BigInteger bound =
                magnitude(input.hull()).multiply(magnitude(weights.hull())).multiply(BigInteger.valueOf(depth));
        boolean constant =
                weights.elements().stream().allMatch(range -> range.min().equals(range.max()));
        return constant && bound.bitLength() < 63
                ? longs(input, weights, depth, columns, rows)
                : bigs(input, weights, depth, columns, rows);
    }

    private static BigInteger magnitude(IntRange range) {
        return range.min().abs().max(range.max().abs());
    }

    private static ElementRanges longs(ElementRanges input, ElementRanges weights, int depth, int columns, int rows) {
        long[] factors = weights.elements().stream()
                .mapToLong(range -> range.min().longValueExact())
                .toArray();
        List<IntRange> result = new ArrayList<>(rows * columns);
        for (int row = 0; row < rows; row++) {
            long[] min = new long[columns];
            long[] max = new long[columns];
            for (int k = 0; k < depth; k++) {
                IntRange range = input.at(row * depth + k);
                accumulate(range.min().longValueExact(), range.max().longValueExact(), factors, k * columns, min, max);
            }
            for (int column = 0; column < columns; column++) {
                result.add(IntRange.of(min[column], max[column]));
            }
        }
        return new ElementRanges(result);
    }

    private static void accumulate(long low, long high, long[] factors, int from, long[] min, long[] max) {
        for (int column = 0; column < min.length; column++) {
            long factor = factors[from + column];
            min[column] += factor * (factor < 0 ? high : low);
            max[column] += factor * (factor < 0 ? low : high);
        }
    }

    private static ElementRanges bigs(ElementRanges input, ElementRanges weights, int depth, int columns, int rows) {
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
        return new ElementRanges(result);
    }
}
