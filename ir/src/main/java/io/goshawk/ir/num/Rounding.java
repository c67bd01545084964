package io.goshawk.ir.num;

import java.math.BigInteger;

/// How a real number becomes an integer. The only rounding code in Goshawk.
///
/// Outside names lie about these modes; `docs/semantics.md` has the dictionary.
public enum Rounding {
    /// Toward minus infinity: `ap_fixed` AP_TRN, an arithmetic shift right, QONNX FLOOR.
    FLOOR,
    /// Toward plus infinity.
    CEIL,
    /// Toward zero: QONNX DOWN, AP_TRN_ZERO.
    TOWARD_ZERO,
    /// Away from zero: QONNX UP.
    AWAY,
    /// To nearest, ties toward plus infinity: AP_RND.
    HALF_UP,
    /// To nearest, ties toward minus infinity: AP_RND_MIN_INF.
    HALF_DOWN,
    /// To nearest, ties away from zero: AP_RND_INF, and QONNX HALF_UP.
    HALF_AWAY,
    /// To nearest, ties toward zero: AP_RND_ZERO, and QONNX HALF_DOWN.
    HALF_TOWARD_ZERO,
    /// To nearest, ties to even: AP_RND_CONV, QONNX ROUND, NumPy `round`.
    HALF_EVEN,
    /// To nearest, ties to odd: what HALF_EVEN becomes in front of an odd zero point, as in
    /// QuantizeLinear, which rounds before it adds.
    HALF_ODD;

    /// {@return the integer that this mode makes of `number`}
    public BigInteger apply(Real number) {
        return switch (this) {
            case FLOOR -> number.floor();
            case CEIL -> number.negate().floor().negate();
            case TOWARD_ZERO -> number.signum() < 0 ? CEIL.apply(number) : number.floor();
            case AWAY -> number.signum() < 0 ? number.floor() : CEIL.apply(number);
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> nearest(number);
        };
    }

    /// {@return the integer that this mode makes of `numerator / denominator`, without a fraction in
    ///     lowest terms being built}
    ///
    /// @param denominator positive
    public BigInteger quotient(BigInteger numerator, BigInteger denominator) {
        return switch (this) {
            case FLOOR -> Rational.floorDivide(numerator, denominator);
            case CEIL -> Rational.floorDivide(numerator.negate(), denominator).negate();
            case TOWARD_ZERO -> (numerator.signum() < 0 ? CEIL : FLOOR).quotient(numerator, denominator);
            case AWAY -> (numerator.signum() < 0 ? FLOOR : CEIL).quotient(numerator, denominator);
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> {
                BigInteger below = Rational.floorDivide(numerator, denominator);
                BigInteger rest =
                        numerator.subtract(below.multiply(denominator)).shiftLeft(1);
                int half = rest.compareTo(denominator);
                yield half > 0 || (half == 0 && tieGoesUp(below)) ? below.add(BigInteger.ONE) : below;
            }
        };
    }

    private BigInteger nearest(Real number) {
        Real doubled = number.times(Dyadic.of(2));
        BigInteger halves = doubled.floor();
        BigInteger below = halves.shiftRight(1);
        if (!halves.testBit(0)) {
            return below;
        }
        boolean tie = doubled.isInteger();
        return !tie || tieGoesUp(below) ? below.add(BigInteger.ONE) : below;
    }

    /// {@return whether a tie between `below` and `below + 1` rounds to the latter}
    public boolean tieGoesUp(BigInteger below) {
        return switch (this) {
            case HALF_UP -> true;
            case HALF_DOWN -> false;
            case HALF_AWAY -> below.signum() >= 0;
            case HALF_TOWARD_ZERO -> below.signum() < 0;
            case HALF_EVEN -> below.testBit(0);
            case HALF_ODD -> !below.testBit(0);
            case FLOOR, CEIL, TOWARD_ZERO, AWAY -> throw new IllegalStateException(this + " has no ties");
        };
    }

    /// {@return twice the place from which on this mode gives `level` or more; [#boundaryIncluded] says
    ///     whether there}
    public BigInteger doubledBoundary(BigInteger level) {
        BigInteger here = level.shiftLeft(1);
        BigInteger below = here.subtract(BigInteger.TWO);
        return switch (this) {
            case FLOOR -> here;
            case CEIL -> below;
            case TOWARD_ZERO -> level.signum() > 0 ? here : below;
            case AWAY -> level.signum() > 0 ? below : here;
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> here.subtract(BigInteger.ONE);
        };
    }

    /// {@return whether the number at half of [#doubledBoundary] itself rounds to `level` or more}
    public boolean boundaryIncluded(BigInteger level) {
        return switch (this) {
            case FLOOR -> true;
            case CEIL -> false;
            case TOWARD_ZERO -> level.signum() > 0;
            case AWAY -> level.signum() <= 0;
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD ->
                tieGoesUp(level.subtract(BigInteger.ONE));
        };
    }

    /// {@return `round(numerator / 2^shift)` in this mode, without any fraction being built}
    ///
    /// @param shift not negative
    public BigInteger shiftRight(BigInteger numerator, int shift) {
        if (this == FLOOR || shift == 0) {
            return numerator.shiftRight(shift);
        }
        return apply(new Dyadic(numerator, -shift));
    }
}
