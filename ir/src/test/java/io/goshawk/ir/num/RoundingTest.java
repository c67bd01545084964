package io.goshawk.ir.num;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundingTest {
    /// The same mode by its definition, of `n / d`, with the JDK's decimals.
    private static BigInteger expected(Rounding mode, long n, long d) {
        return switch (mode) {
            case FLOOR -> divide(n, d, RoundingMode.FLOOR);
            case CEIL -> divide(n, d, RoundingMode.CEILING);
            case TOWARD_ZERO -> divide(n, d, RoundingMode.DOWN);
            case AWAY -> divide(n, d, RoundingMode.UP);
            case HALF_AWAY -> divide(n, d, RoundingMode.HALF_UP);
            case HALF_TOWARD_ZERO -> divide(n, d, RoundingMode.HALF_DOWN);
            case HALF_EVEN -> divide(n, d, RoundingMode.HALF_EVEN);
            case HALF_ODD -> divide(n + d, d, RoundingMode.HALF_EVEN).subtract(BigInteger.ONE);
            case HALF_UP -> divide(2 * n + d, 2 * d, RoundingMode.FLOOR);
            case HALF_DOWN -> divide(2 * n - d, 2 * d, RoundingMode.CEILING);
        };
    }

    private static BigInteger divide(long n, long d, RoundingMode mode) {
        return BigDecimal.valueOf(n).divide(BigDecimal.valueOf(d), 0, mode).toBigInteger();
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void fractionsRoundAsDecimalsDo(Rounding mode) {
        for (long d = 1; d <= 24; d++) {
            for (long n = -130; n <= 130; n++) {
                Real number = Rational.of(BigInteger.valueOf(n), BigInteger.valueOf(d));
                assertThat(mode.apply(number)).as("%s of %d/%d", mode, n, d).isEqualTo(expected(mode, n, d));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void shiftsOfAllTenBitNumbersRoundAsFractionsDo(Rounding mode) {
        for (int shift = 0; shift <= 7; shift++) {
            for (long n = -512; n < 512; n++) {
                BigInteger shifted = mode.shiftRight(BigInteger.valueOf(n), shift);
                assertThat(shifted).as("%s of %d >> %d", mode, n, shift).isEqualTo(expected(mode, n, 1L << shift));
                assertThat(mode.shiftRight(n, shift))
                        .as("%s of %d >> %d in longs", mode, n, shift)
                        .isEqualTo(shifted.longValueExact());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void aBoundaryParts(Rounding mode) {
        for (int level = -4; level <= 4; level++) {
            BigInteger big = BigInteger.valueOf(level);
            long boundary = mode.doubledBoundary(big).longValueExact();
            assertThat(mode.doubledBoundary((long) level)).isEqualTo(boundary);
            assertThat(mode.boundaryIncluded((long) level)).isEqualTo(mode.boundaryIncluded(big));
            for (long eighths = -60; eighths <= 60; eighths++) {
                boolean reached = expected(mode, eighths, 8).compareTo(big) >= 0;
                boolean beyond = eighths > 4 * boundary || (eighths == 4 * boundary && mode.boundaryIncluded(big));
                assertThat(beyond)
                        .as("%s of %d/8 reaches %d", mode, eighths, level)
                        .isEqualTo(reached);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void longsShiftAsFarAsIntegersDo(Rounding mode) {
        for (long n :
                new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -3, -1, 0, 1, 3L << 61, 1L << 62, Long.MAX_VALUE}) {
            for (int shift = 58; shift <= 130; shift++) {
                assertThat(mode.shiftRight(n, shift))
                        .as("%s of %d >> %d", mode, n, shift)
                        .isEqualTo(mode.shiftRight(BigInteger.valueOf(n), shift).longValueExact());
                assertThat(mode.shiftRight(BigInteger.valueOf(n), shift))
                        .isEqualTo(mode.apply(new Dyadic(BigInteger.valueOf(n), -shift)));
            }
        }
    }
}
