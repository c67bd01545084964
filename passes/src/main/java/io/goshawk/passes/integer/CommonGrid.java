package io.goshawk.passes.integer;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import java.math.BigInteger;
import java.util.List;

/// The coarsest grid that holds several numbers: number `i` is `counts[i] * step`.
///
/// @param step positive
record CommonGrid(List<BigInteger> counts, Real step) {
    /// {@return the grid of `numbers`, of any sign or zero}
    /// @throws IllegalArgumentException if the ratio of two of them is not rational
    static CommonGrid of(List<Real> numbers) {
        Real first = numbers.stream()
                .filter(number -> number.signum() != 0)
                .findFirst()
                .orElse(Dyadic.ONE);
        Real unit = first.signum() < 0 ? first.negate() : first;
        List<Rational> ratios =
                numbers.stream().map(number -> ratio(number, unit)).toList();
        // The greatest common divisor of fractions: of the numerators, over the least common denominator.
        BigInteger denominator =
                ratios.stream().map(Rational::denominator).reduce(BigInteger.ONE, CommonGrid::leastMultiple);
        List<BigInteger> counts = ratios.stream()
                .map(ratio -> ratio.numerator().multiply(denominator.divide(ratio.denominator())))
                .toList();
        BigInteger divisor =
                counts.stream().reduce(BigInteger.ZERO, BigInteger::gcd).max(BigInteger.ONE);
        return new CommonGrid(
                counts.stream().map(count -> count.divide(divisor)).toList(),
                unit.times(Dyadic.of(divisor)).dividedBy(Dyadic.of(denominator)));
    }

    private static BigInteger leastMultiple(BigInteger a, BigInteger b) {
        return a.divide(a.gcd(b)).multiply(b);
    }

    private static Rational ratio(Real number, Real unit) {
        try {
            return switch (number.dividedBy(unit)) {
                case Rational rational -> rational;
                case Dyadic dyadic ->
                    dyadic.exponent() >= 0
                            ? new Rational(dyadic.mantissa().shiftLeft(dyadic.exponent()), BigInteger.ONE)
                            : new Rational(dyadic.mantissa(), BigInteger.ONE.shiftLeft(-dyadic.exponent()));
                case Real _ -> throw irrational(number, unit);
            };
        } catch (ArithmeticException differentRoots) {
            throw irrational(number, unit);
        }
    }

    private static IllegalArgumentException irrational(Real number, Real unit) {
        return new IllegalArgumentException("two scales whose ratio is not rational, " + number + " and " + unit);
    }
}
