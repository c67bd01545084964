package io.goshawk.passes.integer;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import java.math.BigInteger;

/// The coarsest grid that holds the multiples of two scales: `left * step` and `right * step` are the
/// scales.
record Grid(BigInteger left, BigInteger right, Real step) {
    /// {@return the grid of the scales `a` and `b`, of any sign or zero}
    /// @throws IllegalArgumentException if their ratio is not rational
    static Grid of(Real a, Real b) {
        if (b.signum() == 0) {
            return new Grid(
                    BigInteger.valueOf(Math.abs(a.signum())), BigInteger.ZERO, a.signum() == 0 ? Dyadic.ONE : a);
        }
        Rational ratio = rational(a.dividedBy(b));
        BigInteger sign = BigInteger.valueOf(b.signum());
        Real step = b.times(sign.signum() < 0 ? Dyadic.of(-1) : Dyadic.ONE).dividedBy(Dyadic.of(ratio.denominator()));
        return new Grid(ratio.numerator().multiply(sign), ratio.denominator().multiply(sign), step);
    }

    private static Rational rational(Real number) {
        return switch (number) {
            case Rational rational -> rational;
            case Dyadic dyadic ->
                dyadic.exponent() >= 0
                        ? new Rational(dyadic.mantissa().shiftLeft(dyadic.exponent()), BigInteger.ONE)
                        : new Rational(dyadic.mantissa(), BigInteger.ONE.shiftLeft(-dyadic.exponent()));
            case Real _ ->
                throw new IllegalArgumentException("a sum of two scales whose ratio " + number + " is not rational");
        };
    }

    boolean hasFactorsOf(Grid other) {
        return left.equals(other.left) && right.equals(other.right);
    }
}
