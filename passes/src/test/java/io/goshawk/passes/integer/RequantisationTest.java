package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.integer.Law;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequantisationTest {
    private static final IntRange BYTE = IntRange.of(-128, 127);

    @Test
    void aQuotientJustBelowOneIsRenormalised() {
        Requantisation.ByDyadic hawq = new Requantisation.ByDyadic(31, Rounding.HALF_EVEN);
        // 2^31 / 2^31: what overflows an int32 in the reference.
        assertThat(hawq.rounded(0.99999999999)).isEqualTo(Dyadic.ONE);
        assertThat(new Requantisation.ByDyadic(8, Rounding.HALF_EVEN).rounded(1 - 0x1p-24))
                .isEqualTo(Dyadic.ONE);
        assertThat(hawq.rounded(0.375)).isEqualTo(new Dyadic(BigInteger.valueOf(3), -3));
    }

    /// The reference is floating point: `round(double(z) * double(m) / 2^e)`, which Java's `rint` is.
    @Test
    void lawsAreThoseOfTheFloatingReference() {
        SplittableRandom random = new SplittableRandom(31);
        Requantisation.ByDyadic hawq = new Requantisation.ByDyadic(31, Rounding.HALF_EVEN);
        for (int i = 0; i < 20_000; i++) {
            float input = (float) Math.exp(random.nextDouble(-8, -2));
            float weight = (float) Math.exp(random.nextDouble(-8, -2));
            float output = (float) Math.exp(random.nextDouble(-6, 0));
            Real product = Dyadic.exactly(input).times((Real) Dyadic.exactly(weight));
            long bias = random.nextLong(-5000, 5000);
            Law law = hawq.law(product, product.times(Dyadic.of(bias)), Dyadic.exactly(output), Dyadic.ZERO, BYTE);
            double quotient = (double) (float) ((double) input * (double) weight) / (double) output;
            int exponent = Math.getExponent(quotient) + 1;
            double mantissa = Math.floor(Math.scalb(quotient, 31 - exponent) + 0.5);
            long z = random.nextLong(-1L << 20, 1L << 20);
            double expected = Math.rint(Math.scalb((double) (z + bias) * mantissa, exponent - 31));
            assertThat(law.apply(BigInteger.valueOf(z)))
                    .isEqualTo(BigInteger.valueOf((long) Math.clamp(expected, -128, 127)));
        }
    }

    @Test
    void mismatchesAreThoseOfTryingEveryInteger() {
        SplittableRandom random = new SplittableRandom(32);
        for (int i = 0; i < 300; i++) {
            Dyadic scale = Dyadic.exactly((float) random.nextDouble(0.01, 0.3));
            Law exact = new Law(scale, Dyadic.exactly(random.nextFloat()), Rounding.HALF_EVEN, BYTE);
            Rounding rule = List.of(Rounding.FLOOR, Rounding.HALF_UP, Rounding.HALF_EVEN)
                    .get(i % 3);
            Law other = new Requantisation.ByDyadic(1 + i % 9, rule)
                    .law(scale, exact.offset(), Dyadic.ONE, Dyadic.ZERO, BYTE);
            IntRange interval = IntRange.of(-700, 600);
            long different = 0;
            long most = 0;
            for (int x = -700; x <= 600; x++) {
                long apart = exact.apply(BigInteger.valueOf(x))
                        .subtract(other.apply(BigInteger.valueOf(x)))
                        .abs()
                        .longValueExact();
                different += apart > 0 ? 1 : 0;
                most = Math.max(most, apart);
            }
            assertThat(Mismatch.between(exact, other, interval))
                    .contains(new Mismatch(
                            BigInteger.valueOf(different), BigInteger.valueOf(1301), BigInteger.valueOf(most)));
        }
    }

    @Test
    void modesAreReadAsTheyAreWritten() {
        for (String mode : List.of("exact", "dyadic:31,half-even", "dyadic:8,truncate", "dyadic:1,half-up")) {
            assertThat(Requantisation.parse(mode)).hasToString(mode);
        }
        assertThat(Requantisation.parse("dyadic:31")).hasToString("dyadic:31,half-even");
        for (String wrong : List.of("dyadic", "dyadic:0", "dyadic:32", "dyadic:8,up", "")) {
            assertThatThrownBy(() -> Requantisation.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
