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

    /// {@return whether this mode rounds to the nearest integer, by whichever tie rule}
    public boolean isNearest() {
        return switch (this) {
            case FLOOR, CEIL, TOWARD_ZERO, AWAY -> false;
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> true;
        };
    }

    /// {@return whether a number between `below` and `below + 1`, neither of them, rounds to the
    ///     latter; of modes to nearest, whether half more than the number does, which lies between the
    ///     two}
    boolean goesUpFrom(long below) {
        return switch (this) {
            case CEIL -> true;
            case TOWARD_ZERO -> below < 0;
            case AWAY -> below >= 0;
            case FLOOR, HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> false;
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
        return tieGoesUp(below.signum() < 0, below.testBit(0));
    }

    private boolean tieGoesUp(boolean negative, boolean odd) {
        return switch (this) {
            case HALF_UP -> true;
            case HALF_DOWN -> false;
            case HALF_AWAY -> !negative;
            case HALF_TOWARD_ZERO -> negative;
            case HALF_EVEN -> odd;
            case HALF_ODD -> !odd;
            case FLOOR, CEIL, TOWARD_ZERO, AWAY -> throw new IllegalStateException(this + " has no ties");
        };
    }

    /// {@return twice the place from which on this mode gives `level` or more; [#boundaryIncluded] says
    ///     whether there}
    public BigInteger doubledBoundary(BigInteger level) {
        return level.shiftLeft(1).subtract(BigInteger.valueOf(lead(level.signum() > 0)));
    }

    /// {@return the same for a level of at most 62 bits}
    public long doubledBoundary(long level) {
        return 2 * level - lead(level > 0);
    }

    /// {@return how far the boundary lies in front of its level, doubled}
    private int lead(boolean positive) {
        return switch (this) {
            case FLOOR -> 0;
            case CEIL -> 2;
            case TOWARD_ZERO -> positive ? 0 : 2;
            case AWAY -> positive ? 2 : 0;
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> 1;
        };
    }

    /// {@return whether the number at half of [#doubledBoundary] itself rounds to `level` or more}
    public boolean boundaryIncluded(BigInteger level) {
        return boundaryIncluded(level.signum() > 0, level.testBit(0));
    }

    /// {@return the same for a level that fits a long}
    public boolean boundaryIncluded(long level) {
        return boundaryIncluded(level > 0, (level & 1) != 0);
    }

    private boolean boundaryIncluded(boolean positive, boolean odd) {
        return switch (this) {
            case FLOOR -> true;
            case CEIL -> false;
            case TOWARD_ZERO -> positive;
            case AWAY -> !positive;
            // The tie is between the level and the one below it.
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> tieGoesUp(!positive, !odd);
        };
    }

    /// {@return `round(numerator / 2^shift)` in this mode, without any fraction being built}
    ///
    /// @param shift not negative
    public BigInteger shiftRight(BigInteger numerator, int shift) {
        BigInteger below = numerator.shiftRight(shift);
        if (this == FLOOR || shift == 0 || numerator.signum() == 0) {
            return below;
        }
        boolean half = numerator.testBit(shift - 1);
        boolean up = goesUp(numerator.signum() < 0, shift - numerator.getLowestSetBit(), half, below.testBit(0));
        return up ? below.add(BigInteger.ONE) : below;
    }

    /// {@return the same in primitive arithmetic}
    public long shiftRight(long numerator, int shift) {
        long below = numerator >> Math.min(shift, Long.SIZE - 1);
        if (this == FLOOR || shift == 0 || numerator == 0) {
            return below;
        }
        boolean half = ((numerator >> Math.min(shift - 1, Long.SIZE - 1)) & 1) != 0;
        int behind = shift - Long.numberOfTrailingZeros(numerator);
        return goesUp(numerator < 0, behind, half, (below & 1) != 0) ? below + 1 : below;
    }

    /// {@return whether a number rounds to the integer above it}
    ///
    /// @param negative, odd the integer below it
    /// @param behind how many places behind the point reach; not positive where it is an integer
    /// @param half whether the first of them is set
    private boolean goesUp(boolean negative, int behind, boolean half, boolean odd) {
        return switch (this) {
            case FLOOR -> false;
            case CEIL -> behind > 0;
            case TOWARD_ZERO -> behind > 0 && negative;
            case AWAY -> behind > 0 && !negative;
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD ->
                half && (behind > 1 || tieGoesUp(negative, odd));
        };
    }
}
