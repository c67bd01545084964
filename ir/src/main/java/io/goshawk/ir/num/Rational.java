package io.goshawk.ir.num;

import java.math.BigInteger;

/// An exact fraction in lowest terms whose denominator is positive and no power of two
/// (else it would be a [Dyadic]). Printed as `3/7`.
public record Rational(BigInteger numerator, BigInteger denominator) implements Real {
    public Rational {
        if (denominator.signum() <= 0) {
            throw new ArithmeticException("a fraction needs a positive denominator, not " + denominator);
        }
    }

    /// {@return `numerator / denominator` in its smallest form}
    /// @throws ArithmeticException if `denominator` is zero
    public static Real of(BigInteger numerator, BigInteger denominator) {
        return lowest(numerator, denominator).smallest();
    }

    /// {@return `number`, which carries no root, as a fraction; its denominator may be a power of two}
    /// @throws ArithmeticException if it carries one
    public static Rational of(Real number) {
        return switch (number) {
            case Rational r -> r;
            case Dyadic d when d.exponent() >= 0 -> new Rational(d.floor(), BigInteger.ONE);
            case Dyadic d -> new Rational(d.mantissa(), BigInteger.ONE.shiftLeft(-d.exponent()));
            case Surd s -> throw new ArithmeticException(s + " is not a fraction");
        };
    }

    static Rational lowest(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger common = numerator.gcd(denominator);
        BigInteger divisor = denominator.signum() < 0 ? common.negate() : common;
        return new Rational(numerator.divide(divisor), denominator.divide(divisor));
    }

    Real smallest() {
        boolean dyadic = denominator.bitCount() == 1;
        return dyadic ? new Dyadic(numerator, -denominator.getLowestSetBit()) : this;
    }

    Real plus(Rational other) {
        BigInteger cross = numerator.multiply(other.denominator).add(other.numerator.multiply(denominator));
        return of(cross, denominator.multiply(other.denominator));
    }

    Real times(Rational other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Real reciprocal() {
        return of(denominator, numerator);
    }

    @Override
    public Real negate() {
        return new Rational(numerator.negate(), denominator).smallest();
    }

    @Override
    public int signum() {
        return numerator.signum();
    }

    @Override
    public BigInteger floor() {
        return floorDivide(numerator, denominator);
    }

    /// {@return the largest integer not above `dividend / divisor`, for a positive `divisor`}
    static BigInteger floorDivide(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Override
    public double toDouble() {
        int shift = Math.max(0, 64 + denominator.bitLength() - numerator.bitLength());
        BigInteger quotient = numerator.shiftLeft(shift).divide(denominator);
        return new Dyadic(quotient, -shift).toDouble();
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
