package io.goshawk.codegen.loops;

import io.goshawk.ir.analysis.ElementRanges;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Bounds what an accumulator passes through. A partial sum can lie beyond the final one's range: with
/// `x` in `[5, 10]`, `x * 1 + x * -1` is in `[-5, 5]` and its first term is not.
final class PartialSums {
    private PartialSums() {}

    /// {@return a range that holds 0 and every partial sum of `[depth]` values of `input` times a column}
    static IntRange of(IntRange input, ElementRanges weights, int depth, int columns) {
        IntRange hull = IntRange.of(0, 0);
        for (int column = 0; column < columns; column++) {
            BigInteger min = BigInteger.ZERO;
            BigInteger max = BigInteger.ZERO;
            for (int k = 0; k < depth; k++) {
                IntRange weight = weights.at(k * columns + column);
                IntRange term = input.times(weight.min()).union(input.times(weight.max()));
                min = min.add(term.min().min(BigInteger.ZERO));
                max = max.add(term.max().max(BigInteger.ZERO));
            }
            hull = hull.union(new IntRange(min, max));
        }
        return hull;
    }
}
