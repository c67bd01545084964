package io.goshawk.ir.num;

import java.math.BigInteger;

/// The line `slope * x + offset` over the integers `x`, prepared for asking where it passes a
/// half-integer.
///
/// Without a root everything is one floor division of integers; with a root, exact reals. Where longs
/// ask, double precision answers wherever what it may be off cannot change the integer; else the exact
/// number does.
public final class Line {
    private final Real slope;
    private final Real offset;
    private final boolean rational;
    // Rational: slope = rise / unit and offset = start / unit.
    private final BigInteger rise;
    private final BigInteger start;
    private final BigInteger unit;
    private final Estimate estimate;

    /// @throws IllegalArgumentException if `slope` is zero
    public Line(Real slope, Real offset) {
        if (slope.signum() == 0) {
            throw new IllegalArgumentException("a level line passes nothing");
        }
        this.slope = slope;
        this.offset = offset;
        this.rational = !(slope instanceof Surd) && !(offset instanceof Surd);
        Rational m = rational ? Rational.of(slope) : Rational.of(Dyadic.ONE);
        Rational c = rational ? Rational.of(offset) : m;
        BigInteger common = m.denominator().gcd(c.denominator());
        this.unit = m.denominator().divide(common).multiply(c.denominator());
        this.rise = m.numerator().multiply(unit.divide(m.denominator()));
        this.start = c.numerator().multiply(unit.divide(c.denominator()));
        this.estimate = Estimate.of(slope, offset);
    }

    /// Where the line takes a value: `floor` is the largest integer not behind the place, `exact`
    /// whether it is the place.
    public record Crossing(BigInteger floor, boolean exact) {
        /// {@return the smallest integer not before the place}
        public BigInteger ceil() {
            return exact ? floor : floor.add(BigInteger.ONE);
        }
    }

    /// {@return whether the line rises}
    public boolean rises() {
        return slope.signum() > 0;
    }

    /// {@return the integer that `rounding` makes of the line's value at `x`}
    public BigInteger rounded(Rounding rounding, BigInteger x) {
        return rational
                ? rounding.quotient(rise.multiply(x).add(start), unit)
                : rounding.apply(slope.times(Dyadic.of(x)).plus(offset));
    }

    /// {@return where the line takes the value `doubled / 2`}
    public Crossing at(BigInteger doubled) {
        if (!rational) {
            Real place = new Dyadic(doubled, -1).minus(offset).dividedBy(slope);
            return new Crossing(place.floor(), place.isInteger());
        }
        BigInteger dividend = doubled.multiply(unit).subtract(start.shiftLeft(1));
        BigInteger divisor = rise.shiftLeft(1);
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        boolean exact = parts[1].signum() == 0;
        boolean below = !exact && parts[1].signum() != divisor.signum();
        return new Crossing(below ? parts[0].subtract(BigInteger.ONE) : parts[0], exact);
    }

    /// {@return the first integer behind the place where the line takes the value `doubled / 2`; that
    ///     place itself where `included` and it is an integer}
    /// @throws ArithmeticException if it does not fit a long
    public long behind(long doubled, boolean included) {
        double place = estimate.place(doubled);
        if (Estimate.isClear(place, estimate.placeError(place))) {
            return (long) Math.floor(place) + 1;
        }
        Crossing crossing = at(BigInteger.valueOf(doubled));
        BigInteger first = included ? crossing.ceil() : crossing.floor().add(BigInteger.ONE);
        return first.longValueExact();
    }

    /// {@return the integer that `rounding` makes of the line's value at `x`, cut off at the ends of
    ///     `[low, high]`}
    public long rounded(Rounding rounding, long x, long low, long high) {
        double value = estimate.value(x) + (rounding.isNearest() ? 0.5 : 0);
        if (Estimate.isClear(value, estimate.valueError(x))) {
            long below = (long) Math.floor(value);
            return Math.clamp(rounding.goesUpFrom(below) ? below + 1 : below, low, high);
        }
        BigInteger exact = rounded(rounding, BigInteger.valueOf(x));
        return exact.max(BigInteger.valueOf(low)).min(BigInteger.valueOf(high)).longValueExact();
    }
}
