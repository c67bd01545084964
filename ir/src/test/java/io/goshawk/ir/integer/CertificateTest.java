package io.goshawk.ir.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.integer.Certificate.Verdict;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateTest {
    private static final IntRange WIDE = IntRange.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final IntRange INTERVAL = IntRange.of(-70, 70);
    private static final Set<Rounding> SHIFTS =
            EnumSet.of(Rounding.FLOOR, Rounding.CEIL, Rounding.HALF_UP, Rounding.HALF_DOWN);

    private static Form.Scale scale(long multiplier, long addend, int shift, Rounding rounding) {
        return new Form.Scale(BigInteger.valueOf(multiplier), BigInteger.valueOf(addend), shift, rounding);
    }

    private static Law law(Form.Scale of) {
        Dyadic slope = new Dyadic(of.multiplier(), -of.shift());
        return new Law(slope, new Dyadic(of.addend(), -of.shift()), of.rounding(), WIDE);
    }

    private static boolean equalOnInterval(Form form, Law law) {
        return IntStream.rangeClosed(-70, 70)
                .mapToObj(BigInteger::valueOf)
                .allMatch(x -> form.apply(x).equals(law.apply(x)));
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void sameFunctionsAreRecognised(Rounding lawRounding) {
        for (int lawShift = 0; lawShift <= 3; lawShift++) {
            for (long m : new long[] {-3, 0, 1, 2, 4, 5}) {
                for (long c = -3; c <= 4; c++) {
                    Law law = law(scale(m, c, lawShift, lawRounding));
                    compare(law, m, c, lawShift);
                }
            }
        }
    }

    /// Says "same" only of equal functions, and of all equal ones where both rounding modes are plain shifts.
    private static void compare(Law law, long m, long c, int shift) {
        for (Rounding rounding : Rounding.values()) {
            for (long addend = c - 4; addend <= c + 4; addend++) {
                Form.Scale form = scale(m, addend, shift, rounding);
                boolean equal = equalOnInterval(form, law);
                boolean said = Certificate.sameFunction(form, law);
                assertThat(said && !equal).as("%s is not %s", form, law).isFalse();
                if (equal && SHIFTS.contains(rounding) && SHIFTS.contains(law.rounding())) {
                    assertThat(said).as("%s is %s", form, law).isTrue();
                }
            }
        }
    }

    @Test
    void verdictsAreThoseOfTryingEveryInteger() {
        Law law = new Law(
                Rational.of(BigInteger.TWO, BigInteger.valueOf(7)),
                Dyadic.powerOfTwo(-1),
                Rounding.HALF_EVEN,
                IntRange.of(-8, 7));
        for (long m = 70; m <= 76; m++) {
            for (long c = 250; c <= 262; c++) {
                Requantizer requantizer = new Requantizer(scale(m, c, 8, Rounding.FLOOR), INTERVAL, law);
                boolean equal = IntStream.rangeClosed(-70, 70)
                        .mapToObj(BigInteger::valueOf)
                        .allMatch(x -> requantizer.apply(x).equals(law.apply(x)));
                assertThat(Certificate.check(requantizer) instanceof Verdict.Holds)
                        .as("m=%d c=%d", m, c)
                        .isEqualTo(equal);
            }
        }
    }

    @Test
    void theFirstFailingPlaceIsNamed() {
        Law law = new Law(Dyadic.ONE, Dyadic.ZERO, Rounding.FLOOR, IntRange.of(0, 3));
        List<BigInteger> steps = List.of(BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(4));
        Requantizer late = new Requantizer(new Form.Thresholds(BigInteger.ZERO, false, steps), INTERVAL, law);
        assertThat(Certificate.check(late)).isEqualTo(new Verdict.FailsAt(BigInteger.valueOf(3)));
    }

    @Test
    void aTableMustCoverItsIntervalAndEveryEntryCounts() {
        Law law = new Law(Dyadic.ONE, Dyadic.ZERO, Rounding.FLOOR, IntRange.of(1, 1));
        List<BigInteger> values = List.of(BigInteger.ONE, BigInteger.ZERO, BigInteger.TWO);
        Form table = new Form.Table(BigInteger.ZERO, values);
        assertThat(check(table, 0, 2, law)).isEqualTo(new Verdict.Holds());
        assertThat(check(table, 0, 3, law)).isEqualTo(new Verdict.FailsAt(BigInteger.valueOf(3)));
        assertThat(check(table, -1, 2, law)).isEqualTo(new Verdict.FailsAt(BigInteger.valueOf(-1)));
        Law two = new Law(Dyadic.ONE, Dyadic.ONE, Rounding.FLOOR, IntRange.of(0, 0));
        Form hole = new Form.Table(BigInteger.ZERO, List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.ZERO));
        assertThat(check(hole, 0, 2, two)).isEqualTo(new Verdict.Holds());
        Law open = new Law(Dyadic.ZERO, Dyadic.ZERO, Rounding.FLOOR, IntRange.of(0, 5));
        assertThat(check(hole, 0, 2, open)).isEqualTo(new Verdict.FailsAt(BigInteger.ONE));
    }

    private static Verdict check(Form form, long min, long max, Law law) {
        return Certificate.check(new Requantizer(form, IntRange.of(min, max), law));
    }

    @Test
    void wideScalesAreComparedAsFormulas() {
        IntRange wide = IntRange.of(-1L << 40, 1L << 40);
        Law identity = new Law(Dyadic.ONE, Dyadic.ZERO, Rounding.HALF_EVEN, wide);
        assertThat(Certificate.check(new Requantizer(scale(4, 1, 2, Rounding.FLOOR), wide, identity)))
                .isEqualTo(new Verdict.Holds());
        assertThat(Certificate.check(new Requantizer(scale(5, 0, 2, Rounding.FLOOR), wide, identity)))
                .isInstanceOf(Verdict.Undecided.class);
    }
}
