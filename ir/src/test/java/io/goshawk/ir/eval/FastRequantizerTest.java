package io.goshawk.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.List;
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

    @Test
    void shortIntegersMayBecomeLongOnes() {
        BigInteger factor = BigInteger.ONE.shiftLeft(62);
        Law law = new Law(Dyadic.of(factor), Dyadic.ZERO, Rounding.FLOOR, INTERVAL.times(factor));
        Requantizer wide = new Requantizer(new Form.Scale(factor, BigInteger.ZERO, 0, Rounding.FLOOR), INTERVAL, law);
        Value input = new Value(0, new TensorType(Shape.of(1, 3), IntType.s(7)));
        Requantize op = new Requantize(input, 1, List.of(wide), IntType.s(70));
        Tensor result = IntegerSemantics.evaluate(op, List.of(IntTensor.of(Shape.of(1, 3), -40, 0, 39)));
        assertThat(result)
                .isEqualTo(IntTensor.of(
                        Shape.of(1, 3),
                        List.of(
                                factor.multiply(BigInteger.valueOf(-40)),
                                BigInteger.ZERO,
                                factor.multiply(BigInteger.valueOf(39)))));
    }
}
