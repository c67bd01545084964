package io.goshawk.generators;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.num.Surd;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// A second, plain implementation of exact numbers for the brute force: fractions `top / bottom`, and where a root
/// comes in, a decimal of 200 digits, `tail`, added to it. Slow and simple; shares no code with the real one.
record Num(BigInteger top, BigInteger bottom, BigDecimal tail) {
    private static final MathContext DIGITS = new MathContext(200);

    static Num of(BigInteger value) {
        return new Num(value, BigInteger.ONE, BigDecimal.ZERO);
    }

    static Num of(Real real) {
        return switch (real) {
            case Dyadic d when d.exponent() >= 0 -> of(d.mantissa().shiftLeft(d.exponent()));
            case Dyadic d -> new Num(d.mantissa(), BigInteger.TWO.pow(-d.exponent()), BigDecimal.ZERO);
            case Rational r -> new Num(r.numerator(), r.denominator(), BigDecimal.ZERO);
            case Surd s -> {
                BigDecimal root = of(s.radicand()).decimal().sqrt(DIGITS);
                Num plain = of(s.rational());
                yield new Num(plain.top, plain.bottom, of(s.factor()).decimal().multiply(root, DIGITS));
            }
        };
    }

    BigDecimal decimal() {
        return new BigDecimal(top).divide(new BigDecimal(bottom), DIGITS).add(tail, DIGITS);
    }

    Num plus(Num other) {
        BigInteger cross = top.multiply(other.bottom).add(other.top.multiply(bottom));
        return new Num(cross, bottom.multiply(other.bottom), tail.add(other.tail, DIGITS));
    }

    Num times(Num other) {
        BigDecimal rest = tail.signum() == 0 && other.tail.signum() == 0
                ? BigDecimal.ZERO
                : tail.multiply(other.decimal(), DIGITS).add(plain().decimal().multiply(other.tail, DIGITS), DIGITS);
        return new Num(top.multiply(other.top), bottom.multiply(other.bottom), rest);
    }

    /// The quotient by a number without a root.
    Num over(Num other) {
        BigInteger sign = BigInteger.valueOf(other.top.signum());
        Num inverse = new Num(other.bottom.multiply(sign), other.top.abs(), BigDecimal.ZERO);
        return times(inverse);
    }

    private Num plain() {
        return new Num(top, bottom, BigDecimal.ZERO);
    }

    int signum() {
        return tail.signum() == 0 ? top.signum() : decimal().signum();
    }

    boolean near(Num other) {
        boolean exact = tail.signum() == 0 && other.tail.signum() == 0;
        return exact
                ? top.multiply(other.bottom).equals(other.top.multiply(bottom))
                : decimal().subtract(other.decimal()).abs().compareTo(new BigDecimal("1e-120")) < 0;
    }

    BigInteger round(Rounding mode) {
        if (tail.signum() != 0) {
            return decimal().setScale(0, decimalMode(mode)).toBigInteger();
        }
        // Twice the rest against the divisor says on which side of the half the number lies.
        BigInteger floor = top.subtract(top.mod(bottom)).divide(bottom);
        int half = top.mod(bottom).shiftLeft(1).compareTo(bottom);
        boolean whole = top.mod(bottom).signum() == 0;
        BigInteger above = whole ? floor : floor.add(BigInteger.ONE);
        BigInteger toZero = top.signum() < 0 ? above : floor;
        BigInteger fromZero = top.signum() < 0 ? floor : above;
        return switch (mode) {
            case FLOOR -> floor;
            case CEIL -> above;
            case TOWARD_ZERO -> toZero;
            case AWAY -> fromZero;
            case HALF_UP -> half < 0 ? floor : above;
            case HALF_DOWN -> half <= 0 ? floor : above;
            case HALF_AWAY -> half == 0 ? fromZero : half < 0 ? floor : above;
            case HALF_TOWARD_ZERO -> half == 0 ? toZero : half < 0 ? floor : above;
            case HALF_ODD -> half < 0 || (half == 0 && floor.testBit(0)) ? floor : above;
            case HALF_EVEN -> half < 0 || (half == 0 && !floor.testBit(0)) ? floor : above;
        };
    }

    /// Irrational numbers have no ties, so the nearest modes are one.
    private static RoundingMode decimalMode(Rounding mode) {
        return switch (mode) {
            case FLOOR -> RoundingMode.FLOOR;
            case CEIL -> RoundingMode.CEILING;
            case TOWARD_ZERO -> RoundingMode.DOWN;
            case AWAY -> RoundingMode.UP;
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> RoundingMode.HALF_EVEN;
        };
    }
}
