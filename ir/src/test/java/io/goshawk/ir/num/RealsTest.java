package io.goshawk.ir.num;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RealsTest {
    private static final MathContext DIGITS = new MathContext(120);
    private static final BigDecimal NEAR = new BigDecimal("1e-90");

    static BigDecimal decimal(Real real) {
        return switch (real) {
            case Dyadic d when d.exponent() >= 0 -> new BigDecimal(d.mantissa().shiftLeft(d.exponent()));
            case Dyadic d -> new BigDecimal(d.mantissa()).divide(new BigDecimal(BigInteger.TWO.pow(-d.exponent())));
            case Rational r -> new BigDecimal(r.numerator()).divide(new BigDecimal(r.denominator()), DIGITS);
            case Surd s ->
                decimal(s.rational())
                        .add(decimal(s.factor()).multiply(decimal(s.radicand()).sqrt(DIGITS), DIGITS), DIGITS);
        };
    }

    private static Real fraction(long n, long d) {
        return Rational.of(BigInteger.valueOf(n), BigInteger.valueOf(d));
    }

    @Test
    void everyDoubleIsHeldExactly() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                Dyadic exact = Dyadic.exactly(value);
                assertThat(decimal(exact)).isEqualByComparingTo(new BigDecimal(value));
                assertThat(exact.toDouble()).isEqualTo(value);
            }
        }
        assertThat(Dyadic.exactly(0.1f)).hasToString("13421773p-27");
        assertThat(Dyadic.exactly(-0.0)).isEqualTo(Dyadic.ZERO);
        assertThatThrownBy(() -> Dyadic.exactly(Double.NaN)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void equalNumbersAreEqualObjects() {
        assertThat(new Dyadic(BigInteger.valueOf(12), -2)).isEqualTo(Dyadic.of(3));
        assertThat(fraction(6, -8)).isEqualTo(new Dyadic(BigInteger.valueOf(-3), -2));
        assertThat(fraction(2, 6)).isEqualTo(fraction(1, 3)).hasToString("1/3");
        assertThat(fraction(1, 3).plus(fraction(2, 3))).isEqualTo(Dyadic.ONE);
        assertThat(Real.sqrt(fraction(4, 9))).isEqualTo(fraction(2, 3));
        Real root = Real.sqrt(Dyadic.of(2));
        assertThat(root.times(root)).isEqualTo(Dyadic.of(2));
        assertThat(root.minus(root)).isEqualTo(Dyadic.ZERO);
        assertThat(Dyadic.parseDecimal("0.375")).isEqualTo(Dyadic.exactly(0.375));
        assertThatThrownBy(() -> Dyadic.parseDecimal("0.1")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> fraction(1, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Real.sqrt(Dyadic.of(-1))).isInstanceOf(ArithmeticException.class);
    }

    /// Dyadics, fractions, and surds over the root of `radicand`.
    private static List<Real> numbers(long radicand) {
        List<Real> plain = new ArrayList<>();
        for (long n = -7; n <= 7; n += 2) {
            plain.addAll(List.of(fraction(n, 1), fraction(n, 3), fraction(n, 8), fraction(5 * n, 7)));
        }
        List<Real> all = new ArrayList<>(plain);
        Real root = Real.sqrt(fraction(radicand, 3));
        plain.forEach(factor -> all.add(plain.get(all.size() % plain.size()).plus(root.times(factor))));
        all.add(Dyadic.ZERO);
        return all;
    }

    @Test
    void arithmeticIsThatOfDecimals() {
        for (Real a : numbers(7)) {
            for (Real b : numbers(7)) {
                near(a.plus(b), decimal(a).add(decimal(b)));
                near(a.minus(b), decimal(a).subtract(decimal(b)));
                near(a.times(b), decimal(a).multiply(decimal(b)));
                if (b.signum() != 0) {
                    near(a.dividedBy(b), decimal(a).divide(decimal(b), DIGITS));
                }
            }
        }
    }

    private static void near(Real exact, BigDecimal expected) {
        assertThat(decimal(exact).subtract(expected).abs()).as("%s", exact).isLessThan(NEAR);
    }

    @Test
    void orderAndFloorAreThoseOfDecimals() {
        for (long other : new long[] {2, 7, 28, 50}) {
            for (Real a : numbers(7)) {
                assertThat(a.floor()).as("floor of %s", a).isEqualTo(floor(a));
                assertThat(a.signum()).as("sign of %s", a).isEqualTo(decimal(a).signum());
                for (Real b : numbers(other)) {
                    BigDecimal difference = decimal(a).subtract(decimal(b));
                    int expected = difference.abs().compareTo(NEAR) < 0 ? 0 : difference.signum();
                    assertThat(a.compareTo(b)).as("%s to %s", a, b).isEqualTo(expected);
                }
            }
        }
    }

    private static BigInteger floor(Real number) {
        return decimal(number).setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    @Test
    void rootsOfTheSameNumberInTwoFormsAreEqualInOrder() {
        Real three = Real.sqrt(Dyadic.of(2)).times(Dyadic.of(3));
        Real eighteen = Real.sqrt(Dyadic.of(18));
        assertThat(three.compareTo(eighteen)).isZero();
        assertThatThrownBy(() -> Real.sqrt(Dyadic.of(2)).plus(Real.sqrt(Dyadic.of(3))))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void doublesOfExactNumbersAreNear() {
        for (Real number : numbers(7)) {
            double expected = decimal(number).doubleValue();
            assertThat(Math.abs(number.toDouble() - expected)).isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }
}
