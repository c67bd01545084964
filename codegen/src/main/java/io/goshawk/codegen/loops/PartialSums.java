package io.goshawk.codegen.loops;

import io.goshawk.ir.analysis.ElementRanges;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Arrays;

/// Bounds what an accumulator passes through. A partial sum can lie beyond the final one's range: with
/// `x` in `[5, 10]`, `x * 1 + x * -1` is in `[-5, 5]` and its first term is not.
final class PartialSums {
    private PartialSums() {}

    /// {@return a range that holds 0 and every partial sum of `[depth]` values of `input` times a
    ///     column}
    static IntRange of(IntRange input, ElementRanges weights, int depth, int columns) {
        BigInteger[] min = zeros(columns);
        BigInteger[] max = zeros(columns);
        IntRange known = IntRange.of(0, 0);
        IntRange term = known;
        for (int i = 0; i < depth * columns; i++) {
            IntRange weight = weights.at(i);
            // Neighbours are often equal: most networks have a handful of different weights.
            if (!weight.equals(known)) {
                known = weight;
                term = input.times(weight.min()).union(input.times(weight.max()));
            }
            min[i % columns] = min[i % columns].add(term.min().min(BigInteger.ZERO));
            max[i % columns] = max[i % columns].add(term.max().max(BigInteger.ZERO));
        }
        IntRange hull = IntRange.of(0, 0);
        for (int column = 0; column < columns; column++) {
            hull = hull.union(new IntRange(min[column], max[column]));
        }
        return hull;
    }

    /// {@return a range that holds 0 and every partial sum of a row of `weights` times values of
    ///     `input`}
    /// @param depth the length of a row
    static IntRange ofRows(IntRange input, IntTensor weights, int depth) {
        IntRange hull = IntRange.of(0, 0);
        IntRange sum = hull;
        for (int i = 0; i < weights.shape().size(); i++) {
            IntRange term = input.times(weights.bigAt(i)).union(IntRange.of(0, 0));
            sum = i % depth == 0 ? term : sum.plus(term);
            hull = hull.union(sum);
        }
        return hull;
    }

    private static BigInteger[] zeros(int count) {
        BigInteger[] zeros = new BigInteger[count];
        Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }
}
