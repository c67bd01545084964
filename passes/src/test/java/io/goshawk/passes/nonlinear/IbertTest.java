package io.goshawk.passes.nonlinear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.CurveProof;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The approximations of I-BERT: what their real-valued forms are off, and that the integer forms add
/// little to it.
class IbertTest {
    /// Root mean square and largest distance on a dense grid.
    private record Errors(double rms, double largest) {
        static Errors of(DoubleUnaryOperator f, CurveKind exact, double from, double to) {
            int count = 200_000;
            double squares = 0;
            double largest = 0;
            for (int i = 0; i <= count; i++) {
                double x = from + (to - from) * i / count;
                double distance = Math.abs(f.applyAsDouble(x) - exact.at(x));
                squares += distance * distance;
                largest = Math.max(largest, distance);
            }
            return new Errors(Math.sqrt(squares / (count + 1)), largest);
        }

        void are(double rms, double largest) {
            assertEquals(rms, this.rms, 0.00001);
            assertEquals(largest, this.largest, 0.00001);
        }
    }

    private static double erf(double x) {
        double rest = Math.min(Math.abs(x), 1.769) - 1.769;
        return Math.signum(x) * (-0.2888 * rest * rest + 1);
    }

    private static double hard(double x) {
        return x * Math.clamp(1.702 * x + 3, 0, 6) / 6;
    }

    @Test
    void theRealFormsAreOffByWhatIsPublished() {
        Errors.of(x -> x / 2 * (1 + erf(x / 1.4142)), CurveKind.GELU, -4, 4).are(0.00819, 0.01815);
        Errors.of(IbertTest::hard, CurveKind.GELU, -4, 4).are(0.03060, 0.06871);
        Errors.of(CurveKind.GELU_SIGMOID::at, CurveKind.GELU, -4, 4).are(0.01181, 0.02033);
        Errors.of(x -> x == 0 ? 0 : erf(x), CurveKind.ERF, -4, 4).are(0.02284, 0.09624);
        double ln2 = Math.log(2);
        Errors.of(p -> 0.3585 * (p + 1.353) * (p + 1.353) + 0.344, CurveKind.EXP, -ln2, 0)
                .are(0.00142, 0.00213);
        Errors.of(p -> 0.35815147 * p * p + 0.96963238 * p + 1, CurveKind.EXP, -ln2, 0)
                .are(0.00137, 0.00191);
    }

    /// Inputs of `bits` bits with a range of `2^reach` on either side.
    private static CurveLaw gelu(int bits, int reach, Dyadic outputStep, IntRange outputs) {
        return new CurveLaw(
                CurveKind.GELU, Dyadic.powerOfTwo(reach + 1 - bits), Dyadic.ZERO, outputStep, Dyadic.ZERO, outputs);
    }

    private static IntRange codes(int bits) {
        return IntRange.of(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
    }

    /// The output has 23 bits, so it adds nothing of its own.
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theIntegerGeluKeepsToItsErrorAtEveryWidth(int reach) {
        for (int bits = 8; bits <= 22; bits++) {
            CurveLaw law = gelu(bits, reach, Dyadic.powerOfTwo(-18), IntRange.of(-(1 << 22), 1 << 22));
            ErfPolynomial form = ErfForms.of(law, codes(bits), 16).orElseThrow();
            double bound = CurveProof.bound(law, form, codes(bits)) * 0x1p-18;
            assertTrue(bound <= 0.0185, bits + " bits: " + bound);
            assertTrue(form.bits(codes(bits)) <= 62, bits + " bits need " + form.bits(codes(bits)));
        }
    }

    /// What a network gets without `--max-error`: 8-bit results of a GELU on a range of 4.
    @Test
    void whatIsChosenKeepsToItAtEveryWidth() {
        for (int bits = 8; bits <= 22; bits++) {
            CurveLaw law = gelu(bits, 2, Dyadic.powerOfTwo(-5), codes(8));
            CurveChoice choice = CurveChooser.choose(law, codes(bits), bits <= 12 ? 0.5 : 0.5625)
                    .orElseThrow();
            double bound = choice.bound() * 0x1p-5;
            assertTrue(bound <= 0.0185, bits + " bits: " + bound);
        }
    }
}
