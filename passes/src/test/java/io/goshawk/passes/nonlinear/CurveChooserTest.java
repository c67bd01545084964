package io.goshawk.passes.nonlinear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.CurveProof;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CurveChooserTest {
    private static IntRange codes(int bits) {
        return IntRange.of(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
    }

    /// Inputs of `inputBits` over a range of 8 on either side, or above zero where the curve has no
    /// more.
    private static CurveLaw law(CurveKind kind, int inputBits, int outputBits) {
        boolean positive = kind == CurveKind.SQRT || kind == CurveKind.RECIPROCAL;
        double scale = 8.1 / (1L << (inputBits - 1));
        double offset = positive ? 8.1 + 0.5 : 0;
        double top = Math.abs(kind.at(kind == CurveKind.RECIPROCAL ? 0.5 : 8.1 + offset));
        return new CurveLaw(
                kind,
                Dyadic.exactly(scale),
                Dyadic.exactly(offset),
                Dyadic.exactly(top / (1L << (outputBits - 1))),
                Dyadic.ZERO,
                codes(outputBits));
    }

    @ParameterizedTest
    @EnumSource(CurveKind.class)
    void aCurveOfFewIntegersIsATableRoundedCorrectly(CurveKind kind) {
        CurveChoice choice = CurveChooser.choose(law(kind, 8, 8), codes(8), 0.5).orElseThrow();
        assertTrue(((Segments) choice.form()).isTable());
        assertTrue(choice.bound() <= 0.5 + 1e-9, kind + ": " + choice.bound());
    }

    @ParameterizedTest
    @EnumSource(CurveKind.class)
    void aCurveOfManyIntegersKeepsToItsBound(CurveKind kind) {
        for (int bits : new int[] {12, 16, 22}) {
            if (kind == CurveKind.HARD_SWISH && bits == 22) {
                continue; // its kinks leave the long proof nothing to hold on to
            }
            IntRange interval = codes(bits);
            CurveLaw law = law(kind, bits, 8);
            CurveChoice choice =
                    CurveChooser.choose(law, interval, 0.5625).orElseThrow(() -> new AssertionError(kind + " " + bits));
            holds(law, choice, interval, 20_000);
        }
    }

    /// The bound holds at random integers, and both arithmetics give the same there.
    private static void holds(CurveLaw law, CurveChoice choice, IntRange interval, int trials) {
        Random random = new Random(7);
        CurveLaw.Sampled sampled = law.on(interval);
        for (int i = 0; i < trials; i++) {
            BigInteger x = interval.min()
                    .add(BigInteger.valueOf(random.nextLong(interval.count().longValueExact())));
            BigInteger y = choice.form().apply(x);
            if (choice.form().bits(interval) <= 62) {
                assertEquals(y.longValueExact(), choice.form().apply(x.longValueExact()));
            }
            assertTrue(choice.form().reach(interval).contains(y));
            double wanted = Math.clamp(
                    sampled.at(x.doubleValue()),
                    law.clamp().min().doubleValue(),
                    law.clamp().max().doubleValue());
            double distance = Math.abs(law.clamp().clamp(y).doubleValue() - wanted);
            assertTrue(distance <= choice.bound(), () -> law.kind() + " at " + x + ": " + distance);
        }
    }

    @Test
    void theProofByPiecesIsNoSmallerThanTheTruth() {
        for (CurveKind kind : new CurveKind[] {CurveKind.GELU, CurveKind.TANH, CurveKind.EXP, CurveKind.SILU}) {
            IntRange whole = codes(21);
            CurveLaw law = law(kind, 21, 12);
            CurveChoice choice = CurveChooser.choose(law, whole, 0.5625).orElseThrow();
            IntRange half = new IntRange(whole.min(), BigInteger.valueOf(-1));
            IntRange rest = new IntRange(BigInteger.ZERO, whole.max());
            double truth =
                    Math.max(CurveProof.bound(law, choice.form(), half), CurveProof.bound(law, choice.form(), rest));
            assertTrue(truth <= choice.bound() + 1e-9, kind + ": " + truth + " against " + choice.bound());
            assertTrue(choice.bound() <= truth + 0.1, kind + ": " + truth + " against " + choice.bound());
        }
    }

    @Test
    void derivativesAreWithinTheirBounds() {
        double h = 1e-4;
        for (CurveKind kind : CurveKind.values()) {
            double from = kind == CurveKind.SQRT || kind == CurveKind.RECIPROCAL ? 0.25 : -9;
            for (double x = from; x < 9; x += 0.01) {
                double first = Math.abs(kind.at(x + h) - kind.at(x)) / h;
                double second = Math.abs(kind.at(x + h) - 2 * kind.at(x) + kind.at(x - h)) / (h * h);
                assertTrue(first <= kind.slope(x, x + h) + 1e-6, kind + "' at " + x + ": " + first);
                assertTrue(second <= kind.curvature(x - h, x + h) + 1e-6, kind + "'' at " + x + ": " + second);
            }
        }
    }
}
