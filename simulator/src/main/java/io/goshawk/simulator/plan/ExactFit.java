package io.goshawk.simulator.plan;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.Optional;

/// The [Fit] in doubles of a requantiser that multiplies and shifts, without looking at its treads.
///
/// The numbers `(x * m + c) / 2^s` are multiples of `2^-s`; those that the clamp leaves alone are
/// small. Where a double has bits for both, the fused multiply-add is exact there, and what lies beyond
/// stays beyond, since it is monotone. Where a double is too short, the fused multiply-add rounds; that
/// changes nothing where no number on the interval is nearer to the middle between two integers than
/// rounding can move it, short of lying right on it. Other roundings than to nearest even are that one,
/// of a number moved by half a step and by half of `2^-s` so that there are no ties.
public final class ExactFit {
    private static final int BITS = 52;
    /// Of a double's significand, the leading one included.
    private static final int SIGNIFICAND = 53;
    /// Keeps slopes and offsets normal numbers.
    private static final int MOST_SHIFT = 512;
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(BITS);

    private ExactFit() {}

    /// {@return the fit of `requantizer`; nothing where doubles are too short, or the form is another}
    public static Optional<Fit> of(Requantizer requantizer) {
        if (!(requantizer.form() instanceof Form.Scale form) || !conversionIsHarmless(requantizer)) {
            return Optional.empty();
        }
        IntRange clamp = requantizer.law().clamp();
        int bits = Math.max(clamp.min().bitLength(), clamp.max().bitLength()) + 1;
        int shift = form.shift() == 0 ? 0 : form.shift() + 1;
        if (form.multiplier().bitLength() > BITS || bits >= BITS || shift > MOST_SHIFT) {
            return Optional.empty();
        }
        Optional<BigInteger> offset = shift == 0 ? Optional.of(form.addend()) : doubledOffset(form);
        return offset.filter(number -> number.bitLength() <= BITS)
                .filter(number -> shift + bits < BITS || keepsAway(requantizer, form, number, shift, bits))
                .map(number -> new Fit(
                        false,
                        Math.scalb(form.multiplier().doubleValue(), -form.shift()),
                        Math.scalb(number.doubleValue(), -shift),
                        clamp.min().doubleValue(),
                        clamp.max().doubleValue()));
    }

    /// {@return whether rounding to a double moves no number of the interval onto or over the middle
    ///     between two integers: it moves numbers below `2^bits` by less than `2^(bits - 53)`}
    /// @param offset what is added, in steps of `2^-shift`
    private static boolean keepsAway(Requantizer requantizer, Form.Scale form, BigInteger offset, int shift, int bits) {
        IntRange interval = requantizer.interval();
        BigInteger modulus = BigInteger.ONE.shiftLeft(shift);
        BigInteger slope = form.multiplier().shiftLeft(1);
        BigInteger first = slope.multiply(interval.min()).add(offset).subtract(modulus.shiftRight(1));
        BigInteger count = interval.max().subtract(interval.min()).add(BigInteger.ONE);
        // A number right on a middle stays there; moved by one, it is the farthest from the next middle.
        BigInteger above = Residues.least(slope, first.subtract(BigInteger.ONE), modulus, count);
        BigInteger below = Residues.least(slope.negate(), first.negate().subtract(BigInteger.ONE), modulus, count);
        BigInteger nearest = above.min(below).add(BigInteger.ONE);
        return nearest.compareTo(BigInteger.ONE.shiftLeft(Math.max(0, shift + bits - SIGNIFICAND))) >= 0;
    }

    /// {@return what is added, in steps of `2^-(shift + 1)`}
    private static Optional<BigInteger> doubledOffset(Form.Scale form) {
        BigInteger twice = form.addend().shiftLeft(1);
        BigInteger half = BigInteger.ONE.shiftLeft(form.shift());
        return switch (form.rounding()) {
            case HALF_EVEN -> Optional.of(twice);
            case HALF_UP -> Optional.of(twice.add(BigInteger.ONE));
            case HALF_DOWN -> Optional.of(twice.subtract(BigInteger.ONE));
            case FLOOR -> Optional.of(twice.add(BigInteger.ONE).subtract(half));
            case CEIL -> Optional.of(twice.subtract(BigInteger.ONE).add(half));
            case TOWARD_ZERO, AWAY, HALF_AWAY, HALF_TOWARD_ZERO, HALF_ODD -> Optional.empty();
        };
    }

    /// {@return whether integers that a double does not hold are all clamped, as their neighbours are}
    private static boolean conversionIsHarmless(Requantizer requantizer) {
        IntRange interval = requantizer.interval();
        return (interval.max().compareTo(LARGEST) <= 0
                        || requantizer.apply(interval.max()).equals(requantizer.apply(LARGEST)))
                && (interval.min().compareTo(LARGEST.negate()) >= 0
                        || requantizer.apply(interval.min()).equals(requantizer.apply(LARGEST.negate())));
    }
}
