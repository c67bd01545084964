package io.goshawk.ir.num;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a line answers in longs is what it answers exactly, above all where double precision cannot
/// tell.
class LineTest {
    private static final int LINES = 300;
    private static final int PLACES = 60;
    private static final long FAR = 1L << 55;

    @Test
    void longsAnswerAsExactNumbersDo() {
        SplittableRandom random = new SplittableRandom(1123);
        for (int i = 0; i < LINES; i++) {
            Real slope = slope(random);
            long x = random.nextLong(-1 << 20, 1 << 20);
            // The line passes a half-integer at x, or misses it by less than a double says.
            Real missed = List.<Real>of(
                            Dyadic.ZERO,
                            Dyadic.powerOfTwo(-90),
                            Dyadic.powerOfTwo(-90).negate())
                    .get(random.nextInt(3));
            Real half = new Dyadic(BigInteger.valueOf(random.nextLong(-500, 500)), -1);
            Real offset = half.minus(slope.times(Dyadic.of(x))).plus(missed);
            check(new Line(slope, offset), x, random);
        }
    }

    private static void check(Line line, long near, SplittableRandom random) {
        for (int place = 0; place < PLACES; place++) {
            long x = place < 5 ? near + place - 2 : random.nextLong(-1 << 21, 1 << 21);
            for (Rounding rounding : Rounding.values()) {
                assertThat(line.rounded(rounding, x, Long.MIN_VALUE, Long.MAX_VALUE))
                        .as("%s at %d", rounding, x)
                        .isEqualTo(line.rounded(rounding, BigInteger.valueOf(x)).longValueExact());
            }
            long doubled = random.nextLong(-1000, 1000);
            Line.Crossing exact = line.at(BigInteger.valueOf(doubled));
            assertThat(line.behind(doubled, true)).isEqualTo(exact.ceil().longValueExact());
            assertThat(line.behind(doubled, false))
                    .isEqualTo(exact.floor().add(BigInteger.ONE).longValueExact());
        }
    }

    private static Real slope(SplittableRandom random) {
        Real magnitude = switch (random.nextInt(3)) {
            case 0 -> Dyadic.exactly((float) random.nextDouble(1e-4, 3));
            case 1 ->
                Rational.of(BigInteger.valueOf(random.nextInt(1, 900)), BigInteger.valueOf(random.nextInt(1, 999)));
            default -> Real.sqrt(Rational.of(BigInteger.valueOf(random.nextInt(1, 99)), BigInteger.valueOf(101)));
        };
        return random.nextBoolean() ? magnitude : magnitude.negate();
    }

    @Test
    void aPlaceBesideAnIntegerByLessThanADoubleSaysIsFound() {
        Real third = Rational.of(BigInteger.ONE, BigInteger.valueOf(3));
        Real slightly = Dyadic.powerOfTwo(-80);
        assertThat(new Line(third, slightly.negate()).behind(0, true)).isEqualTo(1);
        assertThat(new Line(third, Dyadic.ZERO).behind(0, true)).isZero();
        assertThat(new Line(third, Dyadic.ZERO).behind(0, false)).isEqualTo(1);
        assertThat(new Line(third, slightly).behind(0, true)).isZero();
        assertThat(new Line(third, slightly).rounded(Rounding.FLOOR, -3, -9, 9)).isEqualTo(-1);
        assertThat(new Line(third, slightly.negate()).rounded(Rounding.FLOOR, -3, -9, 9))
                .isEqualTo(-2);
    }

    @Test
    void numbersThatDoublesDoNotHoldAreAnsweredToo() {
        Line steep = new Line(Dyadic.powerOfTwo(-1), Dyadic.of(1));
        assertThat(steep.rounded(Rounding.FLOOR, FAR + 1, 0, Long.MAX_VALUE)).isEqualTo(FAR / 2 + 1);
        assertThat(steep.behind(FAR + 1, false)).isEqualTo(FAR);
        Line tiny = new Line(Dyadic.powerOfTwo(-2000), Dyadic.of(5));
        assertThat(tiny.rounded(Rounding.CEIL, 1, -9, 9)).isEqualTo(6);
        assertThat(tiny.rounded(Rounding.HALF_EVEN, 1, -9, 4)).isEqualTo(4);
    }
}
