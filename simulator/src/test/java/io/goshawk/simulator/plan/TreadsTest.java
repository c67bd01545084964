package io.goshawk.simulator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TreadsTest {
    private final Random random = new Random(1);

    @Test
    void everyIntegerHasTheValueOfItsTread() {
        for (int round = 0; round < 3000; round++) {
            Requantizer requantizer = scale();
            Treads treads = Treads.of(requantizer).orElseThrow();
            for (int i = 0; i < treads.count(); i++) {
                for (long x = treads.first(i); x <= treads.last(i); x++) {
                    assertThat(BigInteger.valueOf(treads.value(i)))
                            .as("%s at %d", requantizer, x)
                            .isEqualTo(requantizer.apply(BigInteger.valueOf(x)));
                }
            }
        }
    }

    @Test
    void aFitIsEqualOnEveryInteger() {
        int found = 0;
        for (int round = 0; round < 3000; round++) {
            Requantizer requantizer = scale();
            Treads treads = Treads.of(requantizer).orElseThrow();
            double slope = ((Law) requantizer.law()).scale().toDouble();
            Optional<Fit> fit = Fit.of(treads, slope, 3, round % 2 == 0);
            if (fit.isPresent()) {
                found++;
                for (long x = treads.first(0); x <= treads.last(treads.count() - 1); x++) {
                    long value = requantizer.apply(BigInteger.valueOf(x)).longValueExact();
                    assertThat(fit.get().apply(x))
                            .as("%s at %d", requantizer, x)
                            .isEqualTo(value - 3);
                }
            }
        }
        assertThat(found).isGreaterThan(2500);
    }

    private Requantizer scale() {
        int shift = random.nextInt(12);
        BigInteger multiplier = BigInteger.valueOf(random.nextInt(-300, 300));
        BigInteger addend = BigInteger.valueOf(random.nextInt(-3000, 3000));
        Rounding rounding = Rounding.values()[random.nextInt(Rounding.values().length)];
        IntRange interval = IntRange.of(random.nextInt(-200, 1), random.nextInt(1, 200));
        IntRange clamp = IntRange.of(random.nextInt(-40, 1), random.nextInt(1, 40));
        Law law = new Law(new Dyadic(multiplier, -shift), new Dyadic(addend, -shift), rounding, clamp);
        return new Requantizer(new Form.Scale(multiplier, addend, shift, rounding), interval, law);
    }
}
