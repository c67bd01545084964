package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What a line has to do so that it walks a rising staircase: reach a level at some places, stay below
/// one at others.
///
/// A step to level `v` first reached at `t`, from level `u`, asks for `v` at `t` and for less than `u +
/// 1` at `t - 1`; the levels between are asked for by these two. What the clamp cuts off asks for
/// nothing.
///
/// @param floors where at least level `y` must be reached, sorted by `x`
/// @param ceilings where level `y` must not be reached, sorted by `x`
record StairPoints(List<Steepness.Point> floors, List<Steepness.Point> ceilings) {
    /// {@return what `stairs` asks for}
    ///
    /// @param stairs rising
    /// @param clamp what a later clamp still cuts off
    static StairPoints of(Staircase stairs, IntRange clamp) {
        List<Steepness.Point> floors = new ArrayList<>();
        List<Steepness.Point> ceilings = new ArrayList<>();
        if (stairs.valueAtMin().compareTo(clamp.min()) > 0) {
            floors.add(new Steepness.Point(stairs.interval().min(), stairs.valueAtMin()));
        }
        BigInteger level = stairs.valueAtMin();
        for (Staircase.Step step : stairs.steps()) {
            ceilings.add(new Steepness.Point(step.first().subtract(BigInteger.ONE), level.add(BigInteger.ONE)));
            level = step.value();
            floors.add(new Steepness.Point(step.first(), level));
        }
        if (level.compareTo(clamp.max()) < 0) {
            ceilings.add(new Steepness.Point(stairs.interval().max(), level.add(BigInteger.ONE)));
        }
        return new StairPoints(floors, ceilings);
    }

    /// {@return these conditions as bounds on the integers `m*x + c` that `rounding` then divides by
    ///     `2^shift`: at least `y` at the floors, at most `y` at the ceilings}
    StairPoints divided(Rounding rounding, int shift) {
        return new StairPoints(
                floors.stream().map(p -> bound(p, rounding, shift, true)).toList(),
                ceilings.stream().map(p -> bound(p, rounding, shift, false)).toList());
    }

    /// The level begins at half of a doubled boundary, at it or behind it.
    private static Steepness.Point bound(Steepness.Point point, Rounding rounding, int shift, boolean floor) {
        BigInteger doubled = rounding.doubledBoundary(point.y()).shiftLeft(shift);
        boolean included = rounding.boundaryIncluded(point.y());
        BigInteger first = included
                ? doubled.add(BigInteger.ONE).shiftRight(1)
                : doubled.shiftRight(1).add(BigInteger.ONE);
        return new Steepness.Point(point.x(), floor ? first : first.subtract(BigInteger.ONE));
    }

    /// {@return the steepest line from a ceiling up to a floor further right: `m` is more than its
    ///     slope, or as much where [#divided] made integers of it}
    java.util.Optional<Steepness.Pair> below() {
        return Steepness.most(ceilings, floors);
    }

    /// {@return the least steep line from a floor to a ceiling further right, both mirrored: `m` is
    ///     less than its slope with the other sign, or as much where [#divided] made integers of it}
    java.util.Optional<Steepness.Pair> above() {
        return Steepness.most(mirrored(ceilings), mirrored(floors));
    }

    private static List<Steepness.Point> mirrored(List<Steepness.Point> points) {
        return points.reversed().stream().map(Steepness.Point::mirrored).toList();
    }

    /// {@return the addends with which `multiplier` meets conditions that [#divided] made; never empty
    ///     where the multiplier lies within [#below] and [#above]}
    IntRange addends(BigInteger multiplier) {
        BigInteger from = null;
        BigInteger to = null;
        for (Steepness.Point floor : floors) {
            BigInteger bound = floor.y().subtract(floor.x().multiply(multiplier));
            from = from == null ? bound : from.max(bound);
        }
        for (Steepness.Point ceiling : ceilings) {
            BigInteger bound = ceiling.y().subtract(ceiling.x().multiply(multiplier));
            to = to == null ? bound : to.min(bound);
        }
        return new IntRange(from == null ? to : from, to == null ? from : to);
    }
}
