package io.goshawk.ir.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/// The widths of forms, and where they end.
class CurveFormTest {
    private static final IntRange BYTES = IntRange.of(-128, 127);
    /// `x >> n` of a long takes n modulo 64, so wider shifts need wider numbers.
    private static final int WIDE = 70;

    private static Exponential exponential(int drop) {
        Segments mantissa = Segments.table(BigInteger.ZERO, IntTensor.of(Shape.of(2), 200, 140));
        return new Exponential(BigInteger.valueOf(127), BigInteger.valueOf(3), drop, 1, mantissa, 9);
    }

    private static ErfPolynomial polynomial(int drop, int shift) {
        BigInteger small = BigInteger.valueOf(5);
        return new ErfPolynomial(BigInteger.ZERO, small, small, true, drop, small, small, shift);
    }

    @Test
    void shiftsAreWithinTheWidth() {
        assertThat(exponential(WIDE).bits(BYTES)).isGreaterThan(WIDE);
        assertThat(polynomial(WIDE, 1).bits(BYTES)).isGreaterThan(WIDE);
        assertThat(polynomial(1, WIDE).bits(BYTES)).isGreaterThan(WIDE);
    }

    @Test
    void whatHasFewBitsIsTheSameInLongs() {
        for (CurveForm form : new CurveForm[] {exponential(2), exponential(5), polynomial(1, 3), polynomial(0, 9)}) {
            assertThat(form.bits(BYTES)).isLessThan(62);
            for (long x = -128; x <= 127; x++) {
                assertThat(BigInteger.valueOf(form.apply(x))).isEqualTo(form.apply(BigInteger.valueOf(x)));
            }
        }
    }

    @Test
    void noProofGoesBeyondTheTopOfAnExponential() {
        CurveLaw law = new CurveLaw(
                CurveKind.EXP, Dyadic.powerOfTwo(-5), Dyadic.ZERO, Dyadic.ONE, Dyadic.ZERO, IntRange.of(0, 255));
        IntRange beyond = IntRange.of(-128, 128);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CurveProof.bound(law, exponential(2), beyond))
                .withMessageContaining("passes the top 127");
    }

    /// What was proven of a form is not taken for what holds elsewhere, or of another law.
    @Test
    void aProofIsOfOneLawOnOneInterval() {
        Segments form = Segments.table(BigInteger.ZERO, IntTensor.of(Shape.of(3), 0, 1, 9));
        CurveLaw tanh = new CurveLaw(CurveKind.TANH, Dyadic.ONE, Dyadic.ZERO, Dyadic.ONE, Dyadic.ZERO, BYTES);
        CurveLaw erf = new CurveLaw(CurveKind.ERF, Dyadic.ONE, Dyadic.ZERO, Dyadic.ONE, Dyadic.ZERO, BYTES);
        for (int again = 0; again < 2; again++) {
            assertThat(CurveProof.bound(tanh, form, IntRange.of(0, 1))).isBetween(0.23, 0.24);
            assertThat(CurveProof.bound(erf, form, IntRange.of(0, 1))).isBetween(0.15, 0.16);
            assertThat(CurveProof.bound(tanh, form, IntRange.of(0, 2))).isGreaterThan(8);
        }
    }
}
