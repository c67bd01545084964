package io.goshawk.ir.curve;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;

/// The part of [CurveProof] for exponentials over long intervals.
///
/// With `A` the law's value at the top and `s` its scale, the form is `A * exp(-s' d)` for a scale `s'`
/// near `s`, off by what the mantissa and the cut of its argument are off, halved with each place that
/// it is shifted, and half a step for the shift. The difference of the scales moves the value by at
/// most `A * |s - s'| / s * max(y * exp(-y)) <= A * |s - s'| / (s * e)`.
final class ExponentialProof {
    /// Of the constants here, computed in double precision.
    private static final double RELATIVE_ERROR = 0x1p-46;

    private ExponentialProof() {}

    static double bound(CurveLaw law, Exponential form) {
        if (law.kind() != CurveKind.EXP
                || law.scale().signum() <= 0
                || law.outputOffset().signum() != 0) {
            throw new IllegalArgumentException("a power of two for " + law);
        }
        double scale = law.scale().toDouble();
        double start = scale * form.top().doubleValue() + law.offset().toDouble();
        double height = StrictMath.exp(start) / law.outputScale().toDouble();
        double ln2 = StrictMath.log(2);
        double used = Math.scalb(form.multiplier().doubleValue() * ln2, -form.fractionBits() - form.drop());
        double skew = Math.abs(scale - used) / scale + RELATIVE_ERROR;
        IntRange fractions = form.fractions();
        IntRange free = new IntRange(
                form.mantissa().reach(fractions).min(),
                form.mantissa().reach(fractions).max());
        CurveLaw mantissa = new CurveLaw(
                CurveKind.EXP,
                Dyadic.exactly(-ln2).shiftLeft(-form.fractionBits()),
                Dyadic.exactly(StrictMath.log(height)),
                Dyadic.ONE,
                Dyadic.ZERO,
                free);
        double error = CurveProof.bound(mantissa, form.mantissa(), fractions) + height * 64 * RELATIVE_ERROR;
        // Up to the first place the value falls to a half; the skew there is at most ln 2 times its share.
        double cut = height * Math.scalb(ln2, -form.fractionBits() - 1) * 1.01;
        double unshifted = error + cut + height * skew * ln2 * 1.01;
        double shifted = 0.5 + (error + cut) / 2 + height * skew / Math.E * 1.01;
        double beyond = Math.scalb(height, -form.maxShift()) * (1 + 100 * skew);
        return Math.max(Math.max(unshifted, shifted), beyond);
    }
}
