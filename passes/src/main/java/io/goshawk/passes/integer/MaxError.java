package io.goshawk.passes.integer;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.OptionalDouble;

/// How far the integer form of a function may be from the function, in steps of its output:
/// `--max-error`.
///
/// @param steps what the user asks for; where nothing, half a step for tables of up to 4096 entries,
///     which are rounded correctly, and a sixteenth more elsewhere
public record MaxError(OptionalDouble steps) {
    /// Half a step, or near it where a table would be large.
    public static final MaxError DEFAULT = new MaxError(OptionalDouble.empty());

    private static final BigInteger SMALL = BigInteger.ONE.shiftLeft(12);
    private static final double NEAR = 0.0625;
    /// Less room would need widths beyond reason.
    private static final double LEAST = 0x1p-10;
    /// More steps than any useful result has.
    private static final double MOST = 1 << 20;

    /// {@return the limit that the user asks for}
    /// @throws IllegalArgumentException if `steps` is not above 0 and at most 2^20
    public static MaxError of(double steps) {
        if (!(steps > 0 && steps <= MOST)) {
            throw new IllegalArgumentException("a bound is above 0 and at most 1048576 steps, not " + steps);
        }
        return new MaxError(OptionalDouble.of(steps));
    }

    /// {@return the limit for a curve on `interval`}
    double curve(IntRange interval) {
        return steps.orElse(interval.count().compareTo(SMALL) <= 0 ? 0.5 : 0.5 + NEAR);
    }

    /// {@return what a function of a row may be off beyond the rounding of its result; nothing where
    ///     the limit leaves no room for it}
    ///
    /// Rows that carry remainders to keep their mass are half a step more off.
    OptionalDouble extra() {
        double extra = steps.orElse(0.5 + NEAR) - 0.5;
        return extra >= LEAST ? OptionalDouble.of(extra) : OptionalDouble.empty();
    }
}
