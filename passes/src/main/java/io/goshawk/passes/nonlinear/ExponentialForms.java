package io.goshawk.passes.nonlinear;

import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// Powers of two with a polynomial mantissa, for exponentials of a rising argument whose values are
/// codes as they are.
final class ExponentialForms {
    private static final double LN2 = StrictMath.log(2);

    private ExponentialForms() {}

    /// {@return the form with a mantissa of `2^pieces` segments; nothing for other laws}
    static Optional<Exponential> of(CurveLaw law, IntRange interval, int pieces, int guard) {
        double scale = law.scale().toDouble();
        double start = scale * interval.max().doubleValue() + law.offset().toDouble();
        double height = StrictMath.exp(start) / law.outputScale().toDouble();
        boolean fits = law.kind() == CurveKind.EXP
                && scale > 0
                && law.outputOffset().signum() == 0
                && height >= 1
                && height < 0x1p44;
        if (!fits) {
            return Optional.empty();
        }
        int heightBits = Math.getExponent(height) + 1;
        int fractionBits = Math.max(heightBits + 2, pieces + 1);
        // As many bits as make the skew of the scale less than an eighth of a step.
        int multiplierBits = heightBits + 4;
        double perStep = scale / LN2;
        int drop = Math.max(1, multiplierBits - Math.getExponent(perStep) - fractionBits);
        BigInteger multiplier = new BigDecimal(Math.rint(Math.scalb(perStep, fractionBits + drop))).toBigInteger();
        IntRange fractions = new IntRange(
                BigInteger.ZERO, BigInteger.ONE.shiftLeft(fractionBits).subtract(BigInteger.ONE));
        CurveLaw mantissa = new CurveLaw(
                CurveKind.EXP,
                Dyadic.exactly(-LN2).shiftLeft(-fractionBits),
                Dyadic.exactly(StrictMath.log(height)),
                Dyadic.ONE,
                Dyadic.ZERO,
                law.clamp());
        Optional<Segments> segments = new SegmentFitter(mantissa, fractions, 0).fit(fractionBits - pieces, 2, guard);
        return segments.map(
                s -> new Exponential(interval.max(), multiplier, drop, fractionBits, s, Math.min(62, heightBits + 1)));
    }
}
