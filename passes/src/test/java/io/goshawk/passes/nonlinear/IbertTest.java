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

    /// A range of 4 on either side, in steps of the input, and an output of 22 bits that adds nothing
    /// of its own.
    private static CurveLaw gelu(int bits) {
        Dyadic fine = Dyadic.powerOfTwo(-18);
        IntRange wide = IntRange.of(-(1 << 21), 1 << 21);
        return new CurveLaw(CurveKind.GELU, Dyadic.powerOfTwo(3 - bits), Dyadic.ZERO, fine, Dyadic.ZERO, wide);
    }

    @Test
    void theIntegerGeluKeepsToItsErrorAtEveryWidth() {
        for (int bits = 8; bits <= 22; bits++) {
            IntRange interval = IntRange.of(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
            ErfPolynomial form = ErfForms.of(gelu(bits), interval, 16).orElseThrow();
            double bound = CurveProof.bound(gelu(bits), form, interval) * 0x1p-18;
            assertTrue(bound <= 0.0185, bits + " bits: " + bound);
            assertTrue(form.bits(interval) <= 62, bits + " bits need " + form.bits(interval));
        }
    }
}
