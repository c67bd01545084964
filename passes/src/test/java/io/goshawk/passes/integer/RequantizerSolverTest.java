package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.integer.Certificate;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequantizerSolverTest {
    private static final int LAWS = 1000;

    @Test
    void everyFormEqualsItsLawOnTheWholeInterval() {
        SplittableRandom random = new SplittableRandom(20261122);
        for (int i = 0; i < LAWS; i++) {
            Law law = law(random);
            long low = random.nextLong(-3000, 3000);
            IntRange interval = IntRange.of(low, low + random.nextLong(0, 3000));
            assertEqualEverywhere(solve(law, interval));
            assertEqualEverywhere(RequantizerSolver.solve(List.of(law), List.of(interval), FormCost.INSTRUCTIONS)
                    .getFirst());
        }
    }

    /// Ties at every sixth integer go up and down in turn, and there are more levels than are listed.
    @ParameterizedTest
    @EnumSource(Rounding.class)
    void ofManyLevelsWithTiesToEitherSideIsAQuotient(Rounding rounding) {
        IntRange interval = IntRange.of(-100_000, 99_999);
        Real sixth = Dyadic.ONE.dividedBy(Dyadic.of(6));
        for (Real offset : List.of(Dyadic.ZERO, Dyadic.powerOfTwo(-2), sixth)) {
            Law law = new Law(sixth, offset, rounding, IntRange.of(-32768, 32767));
            Requantizer found = solve(law, interval);
            assertEqualEverywhere(found);
            boolean ties = offset.signum() == 0 || offset.equals(sixth);
            boolean inTurn = rounding == Rounding.HALF_EVEN || rounding == Rounding.HALF_ODD;
            assertThat(found.form() instanceof Form.Quotient).isEqualTo(ties && inTurn);
        }
    }

    /// Too many levels to go through: the quotient is the law by construction.
    @ParameterizedTest
    @EnumSource(
            value = Rounding.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TOWARD_ZERO", "AWAY"})
    void ofTooManyLevelsToListIsAQuotient(Rounding rounding) {
        IntRange interval = IntRange.of(-1L << 40, 1L << 40);
        Real third = Dyadic.ONE.dividedBy(Dyadic.of(3));
        for (long halves = -5; halves <= 5; halves++) {
            Real offset = Dyadic.of(halves).times(Dyadic.powerOfTwo(-1)).times(third);
            Law law = new Law(third, offset, rounding, IntRange.of(-1L << 40, 1L << 40));
            Requantizer found = solve(law, interval);
            assertThat(found.form()).isInstanceOf(Form.Quotient.class);
            assertThat(Certificate.check(found)).isInstanceOf(Certificate.Verdict.Holds.class);
            for (long x = -50; x < 50; x++) {
                assertThat(found.apply(BigInteger.valueOf(x))).isEqualTo(law.apply(BigInteger.valueOf(x)));
            }
        }
    }

    @Test
    void everyFormOfABentLawEqualsIt() {
        SplittableRandom random = new SplittableRandom(20261123);
        Map<Class<?>, Integer> met = new HashMap<>();
        for (int i = 0; i < LAWS; i++) {
            Law above = law(random);
            Law other = law(random);
            Real slope = above.scale().times(Dyadic.exactly((float) random.nextDouble(-1, 1)));
            Law below = random.nextBoolean()
                    ? new Law(slope, above.offset(), above.rounding(), above.clamp())
                    : new Law(other.scale(), other.offset(), above.rounding(), above.clamp());
            long low = random.nextLong(-3000, 3000);
            IntRange interval = IntRange.of(low, low + random.nextLong(0, i % 2 == 0 ? 6000 : 60));
            BigInteger pivot = BigInteger.valueOf(random.nextLong(low - 5, low + 6000));
            Candidates all = FormSearch.of(List.of(Law.bent(pivot, below, above)), List.of(interval))
                    .getFirst();
            for (Candidates.Kind kind : Candidates.Kind.values()) {
                all.of(kind).ifPresent(form -> {
                    assertEqualEverywhere(new Requantizer(form, interval, all.law()));
                    met.merge(form.getClass(), 1, Integer::sum);
                });
            }
        }
        assertThat(met.keySet()).contains(Form.Bent.class, Form.Table.class, Form.Thresholds.class, Form.Scale.class);
    }

    @Test
    void aWideLawWithANegativeSlopeIsBent() {
        IntRange clamp = IntRange.of(-128, 127);
        Law above = new Law(Dyadic.exactly(0.0123f), Dyadic.ZERO, Rounding.HALF_EVEN, clamp);
        Law below = new Law(Dyadic.exactly(-0.0031f), Dyadic.ZERO, Rounding.HALF_EVEN, clamp);
        Requantizer found = solve(Law.bent(BigInteger.ZERO, below, above), IntRange.of(-100_000, 100_000));
        assertThat(found.form()).isInstanceOf(Form.Bent.class);
        assertEqualEverywhere(found);
    }

    @Test
    void fewBitsInAreATable() {
        Law law = new Law(Dyadic.exactly(0.737f), Dyadic.exactly(0.21f), Rounding.HALF_EVEN, IntRange.of(-8, 7));
        assertThat(solve(law, IntRange.of(-16, 15)).form()).isInstanceOf(Form.Table.class);
    }

    @Test
    void aPowerOfTwoUnderHalfEvenIsATieCorrectedShift() {
        Law law = new Law(Dyadic.powerOfTwo(-5), Dyadic.ZERO, Rounding.HALF_EVEN, IntRange.of(0, 63));
        Requantizer found = solve(law, IntRange.of(-100_000, 100_000));
        assertThat(found.form()).isEqualTo(new Form.Scale(BigInteger.ONE, BigInteger.ZERO, 5, Rounding.HALF_EVEN));
    }

    @Test
    void anOffsetBetweenTheTiesNeedsNoCorrection() {
        Law law = new Law(Dyadic.powerOfTwo(-5), Dyadic.powerOfTwo(-9), Rounding.HALF_EVEN, IntRange.of(0, 63));
        Requantizer found = solve(law, IntRange.of(-100_000, 100_000));
        assertThat(found.form()).isEqualTo(new Form.Scale(BigInteger.ONE, BigInteger.valueOf(16), 5, Rounding.FLOOR));
    }

    @Test
    void everyIntegerMayBeATie() {
        for (Rounding rounding : Rounding.values()) {
            Law law = new Law(Dyadic.of(2), Dyadic.powerOfTwo(-1), rounding, IntRange.of(0, 254));
            assertEqualEverywhere(solve(law, IntRange.of(-20, 150)));
        }
    }

    @Test
    void aJumpOverManyLevelsIsNotWalkedThrough() {
        Law law = new Law(Dyadic.powerOfTwo(48), Dyadic.ONE, Rounding.FLOOR, IntRange.of(0, Long.MAX_VALUE));
        assertEqualEverywhere(solve(law, IntRange.of(0, 3)));
    }

    @Test
    void theIdentityIsAWire() {
        Law law = new Law(Dyadic.ONE, Dyadic.ZERO, Rounding.HALF_EVEN, IntRange.of(-8, 7));
        assertThat(solve(law, IntRange.of(-50, 50)).form())
                .isEqualTo(new Form.Scale(BigInteger.ONE, BigInteger.ZERO, 0, Rounding.FLOOR));
    }

    @Test
    void aSignIsOneThreshold() {
        Law law = new Law(Real.sqrt(Dyadic.of(7)), Dyadic.of(-20), Rounding.FLOOR, IntRange.of(0, 1));
        // sqrt(7)*x - 20 >= 1 first at x = 8
        assertThat(solve(law, IntRange.of(-784, 784)).form())
                .isEqualTo(new Form.Thresholds(BigInteger.ZERO, false, List.of(BigInteger.valueOf(8))));
    }

    @Test
    void aMultiplierIsAsShortAsTheStepsAllow() {
        // An accumulator of 12 bits to 4 bits: the literature's 11 bits (Goshawk's facts, section 1.10), not 31.
        Real ratio = Rational.of(BigInteger.valueOf(355), BigInteger.valueOf(113 * 400));
        Requantizer found =
                solve(new Law(ratio, Dyadic.ZERO, Rounding.HALF_EVEN, IntRange.of(-8, 7)), IntRange.of(-2048, 2047));
        assertEqualEverywhere(found);
        Form.Scale scale = MultiplierSearch.of(
                        Staircase.of(found.law(), found.interval()), found.law().clamp())
                .plain()
                .orElseThrow();
        assertThat(scale.multiplier().bitLength()).isLessThanOrEqualTo(14);
    }

    /// Accumulators of 14 bits tell few of the factor's 24 bits apart, whatever the levels.
    @Test
    void aWideLawOfItsOwnIsSearchedAndOneOfManyIsNot() {
        Law law = new Law(
                Dyadic.exactly((float) (Math.PI * 2)), Dyadic.of(3), Rounding.HALF_EVEN, IntRange.of(-32768, 32767));
        IntRange interval = IntRange.of(-5000, 5000);
        Form.Scale alone = (Form.Scale) solve(law, interval).form();
        assertThat(Multiplied.bits(alone)).isLessThan(24);
        assertEqualEverywhere(solve(law, interval));
        List<Law> many = IntStream.range(0, 32)
                .mapToObj(i -> new Law(law.scale(), Dyadic.of(i), law.rounding(), law.clamp()))
                .toList();
        Candidates last = FormSearch.of(many, Collections.nCopies(32, interval)).getLast();
        assertThat(last.proof()).isInstanceOf(MultiplierProof.OwnFormula.class);
        assertEqualEverywhere(new Requantizer(last.scaled().orElseThrow(), interval, last.law()));
    }

    private static Requantizer solve(StepFunction law, IntRange interval) {
        return RequantizerSolver.solve(List.of(law), List.of(interval)).getFirst();
    }

    private static void assertEqualEverywhere(Requantizer found) {
        long last = found.interval().max().longValueExact();
        for (long x = found.interval().min().longValueExact(); x <= last; x++) {
            BigInteger at = BigInteger.valueOf(x);
            if (!found.apply(at).equals(found.law().apply(at))) {
                throw new AssertionError(found + " at " + x + " gives " + found.apply(at) + ", not "
                        + found.law().apply(at));
            }
        }
    }

    private static Law law(SplittableRandom random) {
        Real scale = switch (random.nextInt(4)) {
            case 0 -> Dyadic.powerOfTwo(-random.nextInt(12));
            case 1 -> new Dyadic(BigInteger.valueOf(random.nextInt(1, 64)), -random.nextInt(14));
            case 2 -> Dyadic.exactly((float) random.nextDouble(1e-4, 0.2));
            default ->
                Dyadic.exactly((float) random.nextDouble(0.1, 3))
                        .dividedBy(Real.sqrt(Dyadic.of(random.nextInt(2, 5000))));
        };
        Real sign = random.nextInt(3) == 0 ? Dyadic.of(-1) : Dyadic.ONE;
        Real offset = switch (random.nextInt(3)) {
            case 0 -> Dyadic.ZERO;
            case 1 -> new Dyadic(BigInteger.valueOf(random.nextInt(-500, 500)), -random.nextInt(10));
            default -> scale.times(Dyadic.exactly((float) random.nextDouble(-100, 100)));
        };
        int bits = random.nextInt(1, 9);
        IntRange clamp = random.nextBoolean()
                ? IntRange.of(0, (1L << bits) - 1)
                : IntRange.of(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
        Rounding rounding = List.of(Rounding.values()).get(random.nextInt(Rounding.values().length));
        return new Law(scale.times(sign), offset, rounding, clamp);
    }
}
