package io.goshawk.ir.eval.exact;

import io.goshawk.ir.num.Rounding;

/// Rounding of doubles to integers, in every mode.
final class Nearby {
    private Nearby() {}

    /// {@return the integer that `mode` makes of exactly the number that `x` stands for}
    static double round(Rounding mode, double x) {
        return switch (mode) {
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case TOWARD_ZERO -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case AWAY -> x < 0 ? Math.floor(x) : Math.ceil(x);
            case HALF_EVEN -> Math.rint(x);
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_ODD -> nearest(mode, x);
        };
    }

    private static double nearest(Rounding mode, double x) {
        double even = Math.rint(x);
        // No rounding here: the difference has no more bits than x.
        if (Math.abs(x - even) != 0.5) {
            return even;
        }
        if (mode == Rounding.HALF_ODD) {
            return Math.floor(x) + Math.ceil(x) - even;
        }
        boolean up = mode == Rounding.HALF_UP
                || (mode == Rounding.HALF_AWAY && x > 0)
                || (mode == Rounding.HALF_TOWARD_ZERO && x < 0);
        return up ? Math.ceil(x) : Math.floor(x);
    }

    /// {@return the place next to `x` where the result of `mode` changes}
    static double boundary(Rounding mode, double x) {
        return switch (mode) {
            case FLOOR, CEIL, TOWARD_ZERO, AWAY -> Math.rint(x);
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> Math.floor(x) + 0.5;
        };
    }
}
