package io.goshawk.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FastRequantizerTest {
    private static final IntRange INTERVAL = IntRange.of(-40, 40);

    private static Requantizer scale(long multiplier, long addend, int shift, Rounding rounding) {
        Law law = new Law(Dyadic.ONE, Dyadic.ZERO, rounding, IntRange.of(-9, 9));
        BigInteger m = BigInteger.valueOf(multiplier);
        return new Requantizer(new Form.Scale(m, BigInteger.valueOf(addend), shift, rounding), INTERVAL, law);
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void thePrimitivePathIsTheExactOne(Rounding rounding) {
        for (int m = -5; m <= 5; m++) {
            for (int c = -9; c <= 9; c += 3) {
                for (int s = 0; s <= 4; s++) {
                    Requantizer exact = scale(m, c, s, rounding);
                    FastRequantizer fast = FastRequantizer.of(exact);
                    for (int x = -40; x <= 40; x++) {
                        long expected = exact.apply(BigInteger.valueOf(x)).longValueExact();
                        assertThat(fast.apply(x)).as("%s at %d", exact, x).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void wideMultipliersTakeTheExactPath() {
        Requantizer exact = scale(Long.MAX_VALUE, 1, 61, Rounding.FLOOR);
        FastRequantizer fast = FastRequantizer.of(exact);
        for (int x = -40; x <= 40; x++) {
            assertThat(fast.apply(x))
                    .isEqualTo(exact.apply(BigInteger.valueOf(x)).longValueExact());
        }
    }

    @Test
    void valuesOutsideTheCertificateAreRefused() {
        FastRequantizer fast = FastRequantizer.of(scale(1, 0, 1, Rounding.FLOOR));
        assertThatThrownBy(() -> fast.apply(41)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fast.apply(-41)).isInstanceOf(IllegalStateException.class);
    }
}
