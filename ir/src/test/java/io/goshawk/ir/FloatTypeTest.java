package io.goshawk.ir;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Floats of each type: their codes, and roundings into them.
class FloatTypeTest {
    @ParameterizedTest
    @EnumSource(
            value = FloatType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F32", "F64"})
    void everyCodeComesBack(FloatType type) {
        for (long code = 0; code < 1L << type.bits(); code++) {
            double number = type.decode(code);
            if (Double.isNaN(number)) {
                assertThat(type.decode(type.encode(number))).isNaN();
            } else {
                assertThat(type.encode(number)).as("%s", number).isEqualTo(code);
                assertThat(type.round(number)).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F8E4M3FN, 0x7e, 448",
        "F8E4M3FN, 0x01, 0x1p-9",
        "F8E4M3FN, 0x38, 1",
        "F8E4M3FN, 0xff, NaN",
        "F8E4M3FNUZ, 0x7f, 240",
        "F8E4M3FNUZ, 0x01, 0x1p-10",
        "F8E4M3FNUZ, 0x80, NaN",
        "F8E5M2, 0x7b, 57344",
        "F8E5M2, 0x7c, Infinity",
        "F8E5M2, 0x7d, NaN",
        "F8E5M2, 0x01, 0x1p-16",
        "F8E5M2FNUZ, 0x7f, 57344",
        "F8E5M2FNUZ, 0x01, 0x1p-17",
        "F8E8M0, 0x00, 0x1p-127",
        "F8E8M0, 0xfe, 0x1p127",
        "F8E8M0, 0xff, NaN",
        "F4E2M1, 0x7, 6",
        "F4E2M1, 0x1, 0.5",
        "F4E2M1, 0x2, 1",
        "F4E2M1, 0x8, -0.0",
        "BF16, 0x3f81, 1.0078125"
    })
    void codesMeanWhatTheirFormatsSay(FloatType type, String code, String number) {
        assertThat((Double) type.decode(Long.decode(code))).isEqualTo(Double.valueOf(number));
    }

    @ParameterizedTest
    @CsvSource({
        "F16, 2049, 2048",
        "F16, 2051, 2052",
        "F16, 65519.99, 65504",
        "F16, 65520, Infinity",
        "F16, 0x1p-25, 0",
        "F16, 0x1.8p-25, 0x1p-24",
        "BF16, 0x1.01p0, 0x1.00p0",
        "BF16, 0x1.03p0, 0x1.04p0",
        "F8E4M3FN, 464, 448",
        "F8E4M3FN, 464.1, NaN",
        "F8E4M3FN, -17, -16",
        "F8E4M3FN, -19, -20",
        "F8E4M3FNUZ, -0.0, 0",
        "F8E4M3FNUZ, 0x-1p-12, 0",
        "F8E5M2, Infinity, Infinity",
        "F8E5M2FNUZ, Infinity, NaN",
        "F8E8M0, 3, 4",
        "F8E8M0, 2.9, 2",
        "F8E8M0, 0, NaN",
        "F8E8M0, -1, NaN",
        "F4E2M1, 2.5, 2",
        "F4E2M1, 3.5, 4",
        "F4E2M1, 5, 4",
        "F4E2M1, 100, 6",
        "F4E2M1, 0.25, 0",
        "F32, 0x1.000001p0, 1",
        "F64, 0.1, 0.1"
    })
    void roundsToNearestTiesToEven(FloatType type, String number, String rounded) {
        assertThat((Double) type.round(hex(number))).isEqualTo(hex(rounded));
    }

    /// Java reads `-0x1p0` but CSV sources above may say `0x-1p0`.
    private static Double hex(String text) {
        return Double.valueOf(text.replace("0x-", "-0x"));
    }

    @Test
    void halvesRoundAsTheMachineDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            float x = Float.intBitsToFloat(random.nextInt());
            if (!Float.isNaN(x)) {
                assertThat(FloatType.F16.round(x)).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(x)));
            }
        }
    }

    @Test
    void exactNumbersRoundOnceOnly() {
        // A hair above a tie between two singles, a hair that no double shows.
        Dyadic hair = new Dyadic(
                BigInteger.ONE.shiftLeft(100).add(BigInteger.ONE.shiftLeft(76)).add(BigInteger.ONE), -100);
        assertThat(Floats.round(hair, FloatType.F32)).isEqualTo(Math.nextUp(1f));
        assertThat(Floats.round(hair.negate(), FloatType.F32)).isEqualTo(-Math.nextUp(1f));
        assertThat(Floats.round(Rational.of(BigInteger.ONE, BigInteger.TEN), FloatType.F64))
                .isEqualTo(0.1);
        assertThat(Floats.round(Rational.of(BigInteger.ONE, BigInteger.TEN), FloatType.F32))
                .isEqualTo(0.1f);
        assertThat(Floats.round(Rational.of(BigInteger.ONE, BigInteger.valueOf(3)), FloatType.BF16))
                .isEqualTo(0x1.56p-2);
    }

    @Test
    void exactNumbersRoundToDoublesAsDecimalsDo() {
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            long a = random.nextLong() >> random.nextInt(60);
            long b = (random.nextLong() >>> (1 + random.nextInt(60))) + 1;
            double expected = new java.math.BigDecimal(a)
                    .divide(new java.math.BigDecimal(b), new java.math.MathContext(60))
                    .doubleValue();
            assertThat(Floats.round(Rational.of(BigInteger.valueOf(a), BigInteger.valueOf(b)), FloatType.F64))
                    .isEqualTo(expected);
        }
    }

    @Test
    void longIntegersRoundOnceOnly() {
        long aboveTie = (1L << 62) + (1L << 54) + 1;
        IntTensor integers = IntTensor.of(Shape.of(4), aboveTie, aboveTie - 1, -aboveTie, Long.MAX_VALUE);
        FloatTensor rounded = Floats.of(integers, FloatType.BF16);
        assertThat(rounded)
                .isEqualTo(FloatTensor.of(
                        Shape.of(4), FloatType.BF16, new double[] {0x1.02p62, 0x1p62, -0x1.02p62, 0x1p63}));
    }
}
