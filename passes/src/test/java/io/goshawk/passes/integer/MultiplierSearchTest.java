package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The search against every multiplier and every shift there is, and against the sizes of the
/// literature.
class MultiplierSearchTest {
    private static final int LAWS = 400;

    @Test
    void noShorterMultiplierExistsAtAnyShift() {
        SplittableRandom random = new SplittableRandom(110);
        int without = 0;
        for (int i = 0; i < LAWS; i++) {
            Law law = law(random, random.nextInt(1, 4));
            long low = random.nextLong(-40, 40);
            IntRange interval = IntRange.of(low, low + random.nextLong(2, 50));
            Staircase stairs = Staircase.of(law, interval);
            if (stairs.steps().isEmpty()) {
                continue;
            }
            MultiplierSearch search = MultiplierSearch.of(stairs, law.clamp());
            assertThat(search.bound().holdsFor(law))
                    .as("%s on %s", law, interval)
                    .isTrue();
            Optional<Form.Scale> found = search.plain();
            int bits = found.map(Multiplied::bits).orElse(12);
            assertThat(byTrial(law, interval, bits - 1))
                    .as("%s on %s, fewer than %d bits", law, interval, bits)
                    .isFalse();
            without += found.isEmpty() ? 1 : 0;
            found.ifPresent(form -> assertEqual(form, law, interval));
        }
        assertThat(without).as("laws without a multiplier").isBetween(1, LAWS / 2);
    }

    /// Tries every odd multiplier of up to `bits` bits with every shift, and for each the only addends
    /// that could do.
    private static boolean byTrial(Law law, IntRange interval, int bits) {
        boolean falls = law.scale().signum() < 0;
        for (int shift = -8; shift <= 16; shift++) {
            for (long m = 1; m < 1L << bits; m += 2) {
                BigInteger multiplier = BigInteger.valueOf(falls ? -m : m).shiftLeft(Math.max(0, -shift));
                if (someAddend(law, interval, multiplier, Math.max(0, shift))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean someAddend(Law law, IntRange interval, BigInteger multiplier, int shift) {
        BigInteger from = null;
        BigInteger to = null;
        for (long x = interval.min().longValue(); x <= interval.max().longValue(); x++) {
            BigInteger value = law.apply(BigInteger.valueOf(x));
            BigInteger product = multiplier.multiply(BigInteger.valueOf(x));
            BigInteger least = value.shiftLeft(shift).subtract(product);
            BigInteger most = least.add(BigInteger.ONE.shiftLeft(shift)).subtract(BigInteger.ONE);
            if (value.compareTo(law.clamp().min()) > 0) {
                from = from == null ? least : from.max(least);
            }
            if (value.compareTo(law.clamp().max()) < 0) {
                to = to == null ? most : to.min(most);
            }
        }
        return from == null || to == null || from.compareTo(to) <= 0;
    }

    @Test
    void aTieRuleIsTakenWhereNothingElseServes() {
        Law law =
                new Law(new Dyadic(BigInteger.valueOf(3), -3), Dyadic.ZERO, Rounding.HALF_EVEN, IntRange.of(-128, 127));
        IntRange interval = IntRange.of(-300, 300);
        Multiplied found = Multiplied.of(law, interval, Staircase.of(law, interval));
        assertThat(found.proof()).isInstanceOfSatisfying(MultiplierProof.TiedOnly.class, proof -> {
            assertThat(proof.bits()).isEqualTo(2);
            assertThat(proof.shift()).isEqualTo(3);
            assertThat(proof.bound().holdsFor(law)).isTrue();
            assertThat(proof.bound().shortest()).isEmpty();
        });
        assertEqual(found.form().orElseThrow(), law, interval);
    }

    @Test
    void aSixthUnderHalfEvenHasNoMultiplierAtAll() {
        Law law = new Law(
                Rational.of(BigInteger.ONE, BigInteger.valueOf(6)),
                Dyadic.ZERO,
                Rounding.HALF_EVEN,
                IntRange.of(-8, 7));
        IntRange interval = IntRange.of(-60, 60);
        Multiplied found = Multiplied.of(law, interval, Staircase.of(law, interval));
        assertThat(found.form()).isEmpty();
        assertThat(found.proof())
                .isInstanceOfSatisfying(
                        MultiplierProof.None.class,
                        proof -> assertThat(proof.bound().holdsFor(law)).isTrue());
    }

    /// The sizes that hawq-like networks ask for: 60 random ratios each, accumulators of +-2^bits to a
    /// clamped output.
    @ParameterizedTest
    @CsvSource({"11,4,11.4", "11,8,15.3", "15,4,15.2", "15,6,17.1", "15,8,19.1", "19,4,19.2", "19,8,23.1"})
    void typicalSizesAreThoseOfTheLiterature(int accumulator, int output, double expected) {
        SplittableRandom random = new SplittableRandom(accumulator * 100L + output);
        long reach = 1L << accumulator;
        List<Integer> bits = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double ratio = Math.scalb(random.nextDouble(0.5, 2), output - accumulator - 1);
            Law law = new Law(
                    Dyadic.exactly(ratio),
                    Dyadic.ZERO,
                    Rounding.HALF_EVEN,
                    IntRange.of(-(1L << (output - 1)), (1L << (output - 1)) - 1));
            IntRange interval = IntRange.of(-reach, reach);
            MultiplierSearch search = MultiplierSearch.of(Staircase.of(law, interval), law.clamp());
            bits.add(search.bound().shortest().orElseThrow().bits());
        }
        double mean = bits.stream().mapToInt(Integer::intValue).average().orElseThrow();
        assertThat(mean).isBetween(expected - 1.2, expected + 1.2);
        assertThat(bits).allMatch(each -> each < 31);
    }

    @Test
    void aMillionStepsAreSearchedOnce() {
        Law law = new Law(Dyadic.exactly(0.0312345678), Dyadic.ZERO, Rounding.HALF_EVEN, IntRange.of(0, (1 << 20) - 2));
        IntRange interval = IntRange.of(0, 1L << 25);
        Form.Scale form = MultiplierSearch.of(Staircase.of(law, interval), law.clamp())
                .plain()
                .orElseThrow();
        assertThat(form.multiplier().bitLength()).isBetween(30, 52);
    }

    private static void assertEqual(Form form, Law law, IntRange interval) {
        Requantizer whole = new Requantizer(form, interval, law);
        for (long x = interval.min().longValue(); x <= interval.max().longValue(); x++) {
            BigInteger at = BigInteger.valueOf(x);
            assertThat(whole.apply(at)).as("%s at %d", whole, x).isEqualTo(law.apply(at));
        }
    }

    private static Law law(SplittableRandom random, int bits) {
        Real scale = switch (random.nextInt(3)) {
            case 0 -> new Dyadic(BigInteger.valueOf(random.nextInt(1, 16)), -random.nextInt(2, 7));
            case 1 -> Rational.of(BigInteger.valueOf(random.nextInt(1, 9)), BigInteger.valueOf(random.nextInt(7, 40)));
            default -> Dyadic.exactly((float) random.nextDouble(0.02, 0.6));
        };
        Real sign = random.nextInt(3) == 0 ? Dyadic.of(-1) : Dyadic.ONE;
        Real offset = random.nextBoolean() ? Dyadic.ZERO : Dyadic.exactly((float) random.nextDouble(-3, 3));
        Rounding rounding = List.of(Rounding.values()).get(random.nextInt(Rounding.values().length));
        return new Law(scale.times(sign), offset, rounding, IntRange.of(-(1L << (bits - 1)), (1L << (bits - 1)) - 1));
    }
}
