package io.goshawk.codegen.loops;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;

/// The channels of a requantisation that one loop computes, because their forms differ in constants
/// only.
public sealed interface ChannelGroup {
    /// {@return the places along the axis, ascending}
    Column places();

    /// {@return what is done, for a comment}
    String says();

    /// {@return where the result is cut off}
    Limits limits();

    /// `clamp(rounding((x * multiplier + addend) / 2^shift))`.
    ///
    /// CEIL, HALF_UP and HALF_DOWN do not occur: they are FLOOR with a larger addend. FLOOR is an
    /// arithmetic shift.
    ///
    /// @param shift small enough that no shift reaches the width of `wide`
    /// @param sum holds `x * multiplier + addend`
    /// @param wide holds that, what rounding adds to it, and the limits
    record Scaled(
            Column places,
            String says,
            Column multiplier,
            Column addend,
            Column shift,
            Rounding rounding,
            IntRange sum,
            IntRange wide,
            Limits limits)
            implements ChannelGroup {}

    /// `clamp(rounding((x * multiplier + addend) / divisor))`.
    ///
    /// @param rounding one of those that [io.goshawk.ir.integer.Form.Quotient] has
    /// @param wide holds `x * multiplier + addend`, twice the divisor, and the limits
    record Divided(
            Column places,
            String says,
            Column multiplier,
            Column addend,
            Column divisor,
            Rounding rounding,
            IntRange wide,
            Limits limits)
            implements ChannelGroup {}

    /// `clamp(rounding((x * multiplier + addend) / 2^shift))`, below a pivot with another multiplier
    /// and another addend.
    ///
    /// @param first the integer that is the first not to take `lowMultiplier` and `lowAddend`
    /// @param pivots holds it and every `x`
    /// @param shift small enough that no shift reaches the width of `wide`
    /// @param sum holds `x * multiplier + addend`
    /// @param wide holds that, what rounding adds to it, and the limits
    record Bent(
            Column places,
            String says,
            Column first,
            IntRange pivots,
            Column lowMultiplier,
            Column lowAddend,
            Column multiplier,
            Column addend,
            Column shift,
            Rounding rounding,
            IntRange sum,
            IntRange wide,
            Limits limits)
            implements ChannelGroup {}

    /// `clamp(base + n)`, or `base - n`, with `n` the number of thresholds `t` of the channel's row
    /// that `x >= t`.
    ///
    /// @param thresholds ascending in each row; those that no `x` reaches fill the shorter rows
    /// @param wide holds every `base ± n` and the limits
    record Counted(
            Column places, String says, Grid thresholds, Column base, boolean falling, IntRange wide, Limits limits)
            implements ChannelGroup {}

    /// `values[x - first]`, already clamped.
    record LookedUp(Column places, String says, Column first, Grid values, IntRange index, Limits limits)
            implements ChannelGroup {}

    /// The clamp of each channel.
    ///
    /// @param bind whether some value of some channel's interval lies beyond its limits
    record Limits(Column low, Column high, boolean bind) {}
}
