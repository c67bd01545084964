package io.goshawk.passes.nonlinear;

import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// The second-order polynomials of I-BERT with constants for the scale at hand.
public final class ErfForms {
    /// `erf(z) = sign(z) * (A * (min(|z|, -B) + B)^2 + 1)`, about; Kim et al. (2021).
    private static final double A = -0.2888;

    private static final double B = -1.769;

    /// Bits that products may have.
    private static final int LIMIT = 62;

    private ErfForms() {}

    /// {@return the polynomial for `law` on `interval` with the multiplier of `bits` bits; nothing for
    ///     other curves, or where it needs more than 62 bits or the real 0 has no code}
    public static Optional<ErfPolynomial> of(CurveLaw law, IntRange interval, int bits) {
        boolean gated = law.kind() == CurveKind.GELU;
        if (!gated && law.kind() != CurveKind.ERF) {
            return Optional.empty();
        }
        double scale = law.scale().toDouble();
        double unit = scale / (gated ? Math.sqrt(2) : 1);
        BigInteger zero = Rounding.HALF_EVEN.apply(law.offset().negate().dividedBy(law.scale()));
        BigInteger bound = whole(-B / unit);
        BigInteger one = whole(-1 / (A * unit * unit));
        if (bound.bitLength() > 30) {
            return Optional.empty();
        }
        double steps = 1 / (one.doubleValue() * law.outputScale().toDouble()) * (gated ? scale / 2 : 1);
        for (int drop = 0; drop <= one.bitLength(); drop++) {
            double factor = Math.scalb(steps, drop);
            int shift = Math.max(1, bits - 1 - Math.getExponent(factor));
            BigInteger multiplier = whole(Math.scalb(factor, shift));
            BigInteger addend = whole(Math.scalb(
                    0.5 - law.outputOffset().toDouble() / law.outputScale().toDouble(), shift));
            ErfPolynomial form = new ErfPolynomial(zero, bound, one, gated, drop, multiplier, addend, shift);
            if (form.bits(interval) <= LIMIT) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static BigInteger whole(double value) {
        return new BigDecimal(Math.rint(value)).toBigInteger();
    }
}
