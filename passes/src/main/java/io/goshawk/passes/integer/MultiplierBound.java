package io.goshawk.passes.integer;

import io.goshawk.ir.integer.StepFunction;
import java.math.BigInteger;
import java.util.Optional;

/// Between which slopes `m / 2^s` must lie for `(x * m + c) >> s` to be a law, whatever `s`: a proof
/// that four values of the law make.
///
/// If the law is less than `y0` at `x0` and at least `y1` at `x1 > x0`, then `m*x0 + c < y0 * 2^s` and
/// `m*x1 + c >= y1 * 2^s`, so `m / 2^s > (y1 - y0) / (x1 - x0)`; likewise from above. The two pairs
/// held are those that bound most, and every slope between them serves (the conditions on `c` are
/// intervals that meet in pairs).
///
/// @param falling whether all places are those of the law mirrored at zero, and so is the sign of `m`
/// @param below the steepest line that the slope must exceed
/// @param above the steepest line, in places mirrored, that the slope with the other sign must exceed
record MultiplierBound(boolean falling, Steepness.Pair below, Optional<Steepness.Pair> above) {
    static MultiplierBound of(boolean falling, StairPoints points) {
        return new MultiplierBound(falling, points.below().orElseThrow(), points.above());
    }

    static MultiplierBound of(boolean falling, StairCorners points) {
        return new MultiplierBound(falling, points.below().orElseThrow(), points.above());
    }

    /// A multiplier as a number of few bits times a power of two.
    ///
    /// @param least the smallest multiplier that serves at the smallest shift that any serves at
    /// @param most the largest that serves there
    /// @param shift negative where the multipliers end in zeros
    record Shortest(BigInteger least, BigInteger most, int shift) {
        int bits() {
            return least.bitLength();
        }
    }

    /// {@return the multipliers of the fewest bits; nothing where none serves at any shift}
    ///
    /// At a shift one less no integer lies between the bounds, so none does at any lesser one; at a
    /// greater one every multiplier is at least as large.
    Optional<Shortest> shortest() {
        if (above.isEmpty()) {
            // Nothing bounds the slope from above: a power of two serves.
            int zeros = floor(below.rise(), below.run(), 0).bitLength();
            return Optional.of(new Shortest(BigInteger.ONE, BigInteger.ONE, -zeros));
        }
        BigInteger rise = above.get().rise().negate();
        BigInteger run = above.get().run();
        if (below.rise().multiply(run).compareTo(rise.multiply(below.run())) >= 0) {
            return Optional.empty();
        }
        int shift = -floor(rise, run, 0).bitLength();
        while (true) {
            BigInteger least = floor(below.rise(), below.run(), shift).add(BigInteger.ONE);
            // The largest integer below a/b is the one below -floor(-a/b).
            BigInteger most = floor(rise.negate(), run, shift).negate().subtract(BigInteger.ONE);
            if (least.compareTo(most) <= 0) {
                return Optional.of(new Shortest(least, most, shift));
            }
            shift++;
        }
    }

    /// {@return `floor(rise / run * 2^shift)`}
    private static BigInteger floor(BigInteger rise, BigInteger run, int shift) {
        BigInteger dividend = shift > 0 ? rise.shiftLeft(shift) : rise;
        BigInteger divisor = shift < 0 ? run.shiftLeft(-shift) : run;
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /// {@return whether `law` takes values at the four places that prove both bounds}
    boolean holdsFor(StepFunction law) {
        return holds(below, law, false)
                && above.map(pair -> holds(pair, law, true)).orElse(true);
    }

    private boolean holds(Steepness.Pair pair, StepFunction law, boolean mirrored) {
        BigInteger under = value(law, pair.from().x(), mirrored);
        BigInteger reached = value(law, pair.to().x(), mirrored);
        // Levels at the clamp's edges: what a form may leave to the clamp proves nothing.
        return pair.run().signum() > 0
                && under.compareTo(pair.from().y()) < 0
                && pair.from().y().compareTo(law.clamp().max()) <= 0
                && reached.compareTo(pair.to().y()) >= 0
                && pair.to().y().compareTo(law.clamp().min()) > 0;
    }

    private BigInteger value(StepFunction law, BigInteger x, boolean mirrored) {
        return law.apply(falling == mirrored ? x : x.negate());
    }

    /// {@return the two bounds, such as `13/904 < |m|/2^s < 7/486`}
    String words() {
        String low = ratio(below.rise(), below.run()) + " < |m|/2^s";
        return low
                + above.map(pair -> " < " + ratio(pair.rise().negate(), pair.run()))
                        .orElse("");
    }

    private static String ratio(BigInteger rise, BigInteger run) {
        BigInteger common = rise.gcd(run).max(BigInteger.ONE);
        return rise.signum() == 0 ? "0" : rise.divide(common) + "/" + run.divide(common);
    }
}
