package io.goshawk.ir.eval.nonlinear;

import io.goshawk.ir.num.IntRange;

/// Primitive arithmetic that the integer non-linearities share.
final class Quotients {
    private Quotients() {}

    /// {@return floor(sqrt(n))}
    ///
    /// @param n from 0 to `2^62`
    static long sqrt(long n) {
        long root = (long) Math.sqrt((double) n);
        // The double nearest to n may have the next root.
        while (root * root > n) {
            root--;
        }
        while ((root + 1) * (root + 1) <= n) {
            root++;
        }
        return root;
    }

    /// {@return whether sums of a value of `range` and a long of 62 bits cannot overflow}
    static boolean fits(IntRange range) {
        return range.min().bitLength() < 62 && range.max().bitLength() < 62;
    }
}
