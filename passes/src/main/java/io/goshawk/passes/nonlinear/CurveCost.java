package io.goshawk.passes.nonlinear;

import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// What a curve costs, in six-input lookup tables: 64 bits of a table are one, a multiplier of `a` by
/// `b` bits is `a * b / 2`, an adder of `a` bits `a`, a shifter by a computed number of places of `a`
/// bits `3 * a`.
final class CurveCost {
    private static final int TABLE_BITS = 64;

    private CurveCost() {}

    static long of(CurveForm form, IntRange interval) {
        return switch (form) {
            case Segments segments -> segments(segments, width(interval));
            case Exponential power ->
                multiplier(width(interval), power.multiplier().bitLength())
                        + segments(power.mantissa(), power.fractionBits())
                        + 3L * power.mantissa().reach(power.fractions()).max().bitLength();
            case ErfPolynomial polynomial -> polynomial(polynomial, width(interval));
        };
    }

    private static int width(IntRange interval) {
        return interval.count().subtract(BigInteger.ONE).bitLength();
    }

    private static long segments(Segments form, int inputBits) {
        long rom = 0;
        long logic = 0;
        int tBits = form.isTable() || form.degree() == 0 ? 0 : Math.max(form.segmentBits(), inputBits / 2);
        for (int power = 0; power <= form.degree(); power++) {
            int bits = widest(form, power);
            rom += (long) bits * form.count();
            logic += power == 0 ? 0 : multiplier(bits, tBits) + widest(form, power - 1);
        }
        return rom / TABLE_BITS + logic + 1;
    }

    private static int widest(Segments form, int power) {
        int bits = 1;
        for (int segment = 0; segment < form.count(); segment++) {
            bits = Math.max(bits, form.coefficient(segment, power).bitLength() + 1);
        }
        return bits;
    }

    private static long polynomial(ErfPolynomial form, int inputBits) {
        int bound = form.bound().bitLength();
        int gate = Math.max(1, form.unit().bitLength() + 1 - form.drop());
        int product = form.gated() ? gate + inputBits : gate;
        return multiplier(bound, bound)
                + (form.gated() ? multiplier(gate, inputBits) : 0)
                + multiplier(product, form.multiplier().bitLength())
                + inputBits
                + product;
    }

    private static long multiplier(int a, int b) {
        return Rounding.CEIL.shiftRight(BigInteger.valueOf((long) a * b), 1).longValueExact();
    }
}
