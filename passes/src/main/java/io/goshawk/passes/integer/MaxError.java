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

    /// {@return the limit for a curve on `interval`}
    double curve(IntRange interval) {
        return steps.orElse(interval.count().compareTo(SMALL) <= 0 ? 0.5 : 0.5 + NEAR);
    }

    /// {@return what a function of a row may be off beyond the rounding of its result}
    double extra() {
        return Math.max(0x1p-10, steps.orElse(0.5 + NEAR) - 0.5);
    }
}
