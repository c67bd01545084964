package io.goshawk.ir.integer;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.Optional;

/// Decides whether the form of a [Requantizer] equals its law on the whole interval, without walking
/// through it.
///
/// A form is monotone, so where it agrees with the law at both ends of a tread of the law's [Staircase]
/// it agrees on all of it. Scales with too many steps for that are compared as functions. A bent form
/// is two forms on two intervals.
public final class Certificate {
    private Certificate() {}

    /// What became of the question.
    public sealed interface Verdict {
        /// Form and law are equal on the interval.
        record Holds() implements Verdict {}

        /// They differ at `x`.
        record FailsAt(BigInteger x) implements Verdict {}

        /// There are up to `steps` steps, too many to look at, and the two are not the same formula.
        record Undecided(BigInteger steps) implements Verdict {}
    }

    /// {@return whether the certificate of `requantizer` holds}
    public static Verdict check(Requantizer requantizer) {
        IntRange interval = requantizer.interval();
        StepFunction law = requantizer.law().on(interval);
        if (requantizer.form() instanceof Form.Bent bent) {
            return check(bent, interval, law);
        }
        if (requantizer.form() instanceof Form.Scale scale
                && law instanceof Law straight
                && sameFunction(scale, straight)) {
            return new Verdict.Holds();
        }
        if (requantizer.form() instanceof Form.Quotient quotient
                && law instanceof Law straight
                && Form.Quotient.of(straight).filter(quotient::equals).isPresent()) {
            return new Verdict.Holds();
        }
        if (requantizer.form() instanceof Form.Table table) {
            Optional<BigInteger> missing = missing(table, interval);
            if (missing.isPresent()) {
                return new Verdict.FailsAt(missing.get());
            }
        }
        BigInteger steps = Staircase.stepsAtMost(law, interval);
        if (steps.compareTo(BigInteger.valueOf(Staircase.MAX_STEPS)) > 0) {
            return new Verdict.Undecided(steps);
        }
        Staircase stairs = Staircase.of(law, interval);
        Optional<LongSteps> longs = stairs.inLongs();
        if (requantizer.form() instanceof Form.Scale scale && longs.isPresent() && fits(scale, interval)) {
            return new ScaleCheck(scale, law.clamp()).check(stairs, longs.get());
        }
        for (int i = 0; i < stairs.treads(); i++) {
            Optional<BigInteger> differs = difference(requantizer, stairs.tread(i), stairs.valueOf(i));
            if (differs.isPresent()) {
                return new Verdict.FailsAt(differs.get());
            }
        }
        return new Verdict.Holds();
    }

    /// {@return whether products and sums of `scale` fit longs on `interval`}
    private static boolean fits(Form.Scale scale, IntRange interval) {
        BigInteger most = interval.magnitude().multiply(scale.multiplier().abs());
        return most.add(scale.addend().abs()).bitLength() < Long.SIZE - 1;
    }

    private static Verdict check(Form.Bent bent, IntRange interval, StepFunction law) {
        BigInteger last = bent.pivot().subtract(BigInteger.ONE);
        if (interval.max().compareTo(last) <= 0) {
            return check(new Requantizer(bent.below(), interval, law));
        }
        if (interval.min().compareTo(last) > 0) {
            return check(new Requantizer(bent.above(), interval, law));
        }
        Verdict below = check(new Requantizer(bent.below(), new IntRange(interval.min(), last), law));
        return below instanceof Verdict.Holds
                ? check(new Requantizer(bent.above(), new IntRange(bent.pivot(), interval.max()), law))
                : below;
    }

    private static Optional<BigInteger> missing(Form.Table table, IntRange interval) {
        BigInteger end = table.first().add(BigInteger.valueOf(table.values().size()));
        if (interval.min().compareTo(table.first()) < 0) {
            return Optional.of(interval.min());
        }
        return interval.max().compareTo(end) >= 0 ? Optional.of(interval.max()) : Optional.empty();
    }

    private static Optional<BigInteger> difference(Requantizer requantizer, IntRange tread, BigInteger value) {
        // A table need not be monotone: each of its entries is looked at.
        boolean every = requantizer.form() instanceof Form.Table;
        BigInteger step =
                every ? BigInteger.ONE : tread.max().subtract(tread.min()).max(BigInteger.ONE);
        for (BigInteger x = tread.min(); x.compareTo(tread.max()) <= 0; x = x.add(step)) {
            if (!requantizer.apply(x).equals(value)) {
                return Optional.of(x);
            }
        }
        return Optional.empty();
    }

    /// {@return whether `form` is the law's own formula before the clamp, for every integer there is}
    public static boolean sameFunction(Form.Scale form, Law law) {
        if (!(law.scale() instanceof Dyadic scale) || !(law.offset() instanceof Dyadic offset)) {
            return false;
        }
        Dyadic multiplier = new Dyadic(form.multiplier(), -form.shift());
        Dyadic addend = new Dyadic(form.addend(), -form.shift());
        return canonical(scale, offset, law.rounding()).equals(canonical(multiplier, addend, form.rounding()));
    }

    /// `rounding((rise * x + start) / 2^shift)`; with FLOOR, `rise` is odd or `shift` zero, so that
    /// equal functions are equal records.
    private record Canonical(BigInteger rise, BigInteger start, int shift, Rounding rounding) {
        Canonical floored(BigInteger more) {
            int zeros = rise.signum() == 0 ? shift : Math.min(shift, rise.getLowestSetBit());
            BigInteger moved = start.add(more).shiftRight(zeros);
            return new Canonical(rise.shiftRight(zeros), moved, shift - zeros, Rounding.FLOOR);
        }

        /// {@return whether some integer `x` lands halfway between two integers}
        boolean hasTies() {
            int zeros = rise.signum() == 0 ? shift : Math.min(shift, rise.getLowestSetBit());
            BigInteger distance = BigInteger.ONE.shiftLeft(shift - 1).subtract(start);
            return distance.signum() == 0 || distance.getLowestSetBit() >= zeros;
        }
    }

    private static Canonical canonical(Dyadic scale, Dyadic offset, Rounding rounding) {
        int shift = Math.max(0, Math.max(-scale.exponent(), -offset.exponent()));
        Canonical plain = new Canonical(whole(scale, shift), whole(offset, shift), shift, rounding);
        if (shift == 0) {
            return plain.floored(BigInteger.ZERO);
        }
        BigInteger half = BigInteger.ONE.shiftLeft(shift - 1);
        return switch (rounding) {
            case FLOOR -> plain.floored(BigInteger.ZERO);
            case CEIL -> plain.floored(half.shiftLeft(1).subtract(BigInteger.ONE));
            case HALF_UP -> plain.floored(half);
            case HALF_DOWN -> plain.floored(half.subtract(BigInteger.ONE));
            case HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> plain.hasTies() ? plain : plain.floored(half);
            case TOWARD_ZERO, AWAY -> plain;
        };
    }

    private static BigInteger whole(Real number, int shift) {
        return number.times(Dyadic.powerOfTwo(shift)).toIntegerExact();
    }
}
