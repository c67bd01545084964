package io.goshawk.ir.num;

import java.math.BigDecimal;
import java.math.BigInteger;

/// An exact dyadic rational, `mantissa * 2^exponent`, with an odd mantissa unless zero.
///
/// Every finite `float` and `double` is one, so an ONNX scale is imported without error.
/// Printed as `13421773p-27`; integers print plainly (`12`).
public record Dyadic(BigInteger mantissa, int exponent) implements Real {
    /// Zero.
    public static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);

    /// One.
    public static final Dyadic ONE = new Dyadic(BigInteger.ONE, 0);

    private static final BigInteger FIVE = BigInteger.valueOf(5);

    public Dyadic {
        if (mantissa.signum() == 0) {
            exponent = 0;
        } else {
            int shift = mantissa.getLowestSetBit();
            mantissa = shift == 0 ? mantissa : mantissa.shiftRight(shift);
            exponent += shift;
        }
    }

    /// {@return `value` as a dyadic number}
    public static Dyadic of(long value) {
        return new Dyadic(BigInteger.valueOf(value), 0);
    }

    /// {@return `value` as a dyadic number}
    public static Dyadic of(BigInteger value) {
        return new Dyadic(value, 0);
    }

    /// {@return `2^exponent`}
    public static Dyadic powerOfTwo(int exponent) {
        return new Dyadic(BigInteger.ONE, exponent);
    }

    /// {@return exactly the number that `value` stands for}
    /// @throws ArithmeticException if `value` is infinite or not a number
    public static Dyadic exactly(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("not a finite number: " + value);
        }
        if (value == 0.0) {
            return ZERO;
        }
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) ((bits >> 52) & 0x7ff);
        long fraction = bits & 0xf_ffff_ffff_ffffL;
        long magnitude = biased == 0 ? fraction : fraction | 0x10_0000_0000_0000L;
        int exponent = (biased == 0 ? 1 : biased) - 1075;
        return new Dyadic(BigInteger.valueOf(bits < 0 ? -magnitude : magnitude), exponent);
    }

    /// {@return exactly the number that the decimal text stands for, if it is dyadic}
    /// @throws ArithmeticException if it is not, such as `0.1`
    public static Dyadic parseDecimal(String text) {
        BigDecimal decimal = new BigDecimal(text);
        if (decimal.scale() <= 0) {
            return of(decimal.toBigIntegerExact());
        }
        BigInteger[] parts = decimal.unscaledValue().divideAndRemainder(FIVE.pow(decimal.scale()));
        if (parts[1].signum() != 0) {
            throw new ArithmeticException(text + " is not a dyadic number");
        }
        return new Dyadic(parts[0], -decimal.scale());
    }

    Dyadic plus(Dyadic other) {
        if (mantissa.signum() == 0) {
            return other;
        }
        if (other.mantissa.signum() == 0) {
            return this;
        }
        int common = Math.min(exponent, other.exponent);
        return new Dyadic(unitsOf(common).add(other.unitsOf(common)), common);
    }

    Dyadic times(Dyadic other) {
        return new Dyadic(mantissa.multiply(other.mantissa), Math.addExact(exponent, other.exponent));
    }

    int compare(Dyadic other) {
        int common = Math.min(exponent, other.exponent);
        return unitsOf(common).compareTo(other.unitsOf(common));
    }

    private BigInteger unitsOf(int common) {
        return mantissa.signum() == 0 ? mantissa : mantissa.shiftLeft(exponent - common);
    }

    /// {@return whether this number is `2^n` for some integer `n`}
    public boolean isPowerOfTwo() {
        return mantissa.equals(BigInteger.ONE);
    }

    /// {@return this number times `2^places`}
    public Dyadic shiftLeft(int places) {
        return new Dyadic(mantissa, exponent + places);
    }

    @Override
    public Dyadic negate() {
        return new Dyadic(mantissa.negate(), exponent);
    }

    @Override
    public int signum() {
        return mantissa.signum();
    }

    @Override
    public BigInteger floor() {
        return mantissa.shiftLeft(exponent);
    }

    @Override
    public double toDouble() {
        if (mantissa.bitLength() <= 53) {
            return Math.scalb((double) mantissa.longValueExact(), exponent);
        }
        int drop = mantissa.bitLength() - 62;
        return Math.scalb((double) mantissa.shiftRight(drop).longValueExact(), exponent + drop);
    }

    @Override
    public String toString() {
        return exponent >= 0 ? mantissa.shiftLeft(exponent).toString() : mantissa + "p" + exponent;
    }
}
