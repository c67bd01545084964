package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.LongSteps;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds `(x * m + c) >> s` that walks a monotone staircase exactly, with the fewest bits in `m` there
/// are.
///
/// Every step bounds `m / 2^s`, and the bounds of all steps are one open interval, the same for every
/// `s`: its simplest dyadic number is the answer. Where it is empty there is no such form. A form with
/// a tie rule has bounds that depend on `s`; whoever serves at `s` serves doubled at `s + 1`, so the
/// smallest shift is found by halving.
final class MultiplierSearch {
    /// How many multipliers of equal length are compared for their number of signed digits.
    private static final int COMPARED = 64;

    private final boolean falling;
    private final MultiplierBound bound;
    /// The points that count with a rounding.
    private final Function<Rounding, StairPoints> points;

    private MultiplierSearch(boolean falling, MultiplierBound bound, Function<Rounding, StairPoints> points) {
        this.falling = falling;
        this.bound = bound;
        this.points = points;
    }

    /// {@return the search for `stairs`, which rise or fall}
    ///
    /// @param clamp what a later clamp still cuts off
    static MultiplierSearch of(Staircase stairs, IntRange clamp) {
        // Mirrored at zero a falling staircase rises; the multiplier found for it serves with its sign changed.
        boolean falling = stairs.falling();
        Staircase rising = falling ? mirrored(stairs) : stairs;
        Optional<StairCorners> corners = StairCorners.of(rising, clamp);
        if (corners.isPresent()) {
            StairCorners found = corners.get();
            return new MultiplierSearch(falling, MultiplierBound.of(falling, found), found::outline);
        }
        StairPoints all = StairPoints.of(rising, clamp);
        return new MultiplierSearch(falling, MultiplierBound.of(falling, all), _ -> all);
    }

    private static Staircase mirrored(Staircase stairs) {
        if (stairs.inLongs().isPresent()) {
            LongSteps steps =
                    stairs.inLongs().get().mirrored(stairs.valueAtMin().longValueExact());
            return new Staircase(stairs.interval().negate(), stairs.valueAtMax(), steps);
        }
        List<Staircase.Step> steps = new ArrayList<>();
        for (int tread = stairs.treads() - 2; tread >= 0; tread--) {
            steps.add(new Staircase.Step(stairs.tread(tread).max().negate(), stairs.valueOf(tread)));
        }
        return new Staircase(stairs.interval().negate(), stairs.valueAtMax(), steps);
    }

    /// {@return what the steps say about `m / 2^s` without a tie rule}
    MultiplierBound bound() {
        return bound;
    }

    /// {@return the form without a tie rule; of the shortest multipliers one with the fewest signed
    ///     digits}
    Optional<Form.Scale> plain() {
        return bound.shortest().map(shortest -> {
            int shift = Math.max(0, shortest.shift());
            BigInteger multiplier =
                    fewestDigits(shortest.least(), shortest.most()).shiftLeft(Math.max(0, -shortest.shift()));
            return form(points.apply(Rounding.FLOOR).divided(Rounding.FLOOR, shift), multiplier, shift, Rounding.FLOOR);
        });
    }

    /// {@return the form with the tie rule `rounding` and the smallest shift, `upTo` at most}
    Optional<Form.Scale> tied(Rounding rounding, int upTo) {
        StairPoints counting = points.apply(rounding);
        if (multipliers(counting, rounding, upTo).isEmpty()) {
            return Optional.empty();
        }
        int none = -1;
        int some = upTo;
        while (some - none > 1) {
            int middle = (none + some) >>> 1;
            if (multipliers(counting, rounding, middle).isPresent()) {
                some = middle;
            } else {
                none = middle;
            }
        }
        IntRange serving = multipliers(counting, rounding, some).orElseThrow();
        BigInteger multiplier = fewestDigits(serving.min(), serving.max());
        return Optional.of(form(counting.divided(rounding, some), multiplier, some, rounding));
    }

    /// {@return the multipliers that serve with this tie rule and shift}
    private static Optional<IntRange> multipliers(StairPoints points, Rounding rounding, int shift) {
        StairPoints divided = points.divided(rounding, shift);
        Steepness.Pair below = divided.below().orElseThrow();
        BigInteger least = ceiling(below.rise(), below.run()).max(BigInteger.ONE);
        BigInteger most = divided.above()
                .map(pair -> ceiling(pair.rise(), pair.run()).negate())
                .orElse(BigInteger.ONE.shiftLeft(least.bitLength()));
        return least.compareTo(most) <= 0 ? Optional.of(new IntRange(least, most)) : Optional.empty();
    }

    private static BigInteger ceiling(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    private static BigInteger fewestDigits(BigInteger least, BigInteger most) {
        BigInteger last = most.min(least.add(BigInteger.valueOf(COMPARED)));
        BigInteger best = least;
        int fewest = SignedDigits.count(least);
        for (BigInteger m = least; m.compareTo(last) <= 0; m = m.add(BigInteger.ONE)) {
            if (m.bitLength() == least.bitLength() && SignedDigits.count(m) < fewest) {
                best = m;
                fewest = SignedDigits.count(m);
            }
        }
        return best;
    }

    private Form.Scale form(StairPoints divided, BigInteger multiplier, int shift, Rounding rounding) {
        IntRange addends = divided.addends(multiplier);
        return new Form.Scale(
                falling ? multiplier.negate() : multiplier,
                plainest(addends.min(), addends.max()),
                shift,
                shift == 0 ? Rounding.FLOOR : rounding);
    }

    /// {@return the integer of `[from, to]` with the most trailing zeros}
    private static BigInteger plainest(BigInteger from, BigInteger to) {
        if (from.signum() <= 0 && to.signum() >= 0) {
            return BigInteger.ZERO;
        }
        for (int zeros = to.subtract(from).bitLength(); zeros > 0; zeros--) {
            BigInteger candidate =
                    ceiling(from, BigInteger.ONE.shiftLeft(zeros)).shiftLeft(zeros);
            if (candidate.compareTo(to) <= 0) {
                return candidate;
            }
        }
        return from;
    }
}
