package io.goshawk.codegen.loops;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// A [Form.Scale] on its interval with as few kinds of rounding as possible: CEIL, HALF_UP and
/// HALF_DOWN are FLOOR with a larger addend, without a shift nothing is rounded, and a FLOOR shift
/// beyond the width is one less far.
///
/// @param sum the values of `x * multiplier + addend`
/// @param wide those, both terms by themselves, and what rounding adds
record ScaleTerms(BigInteger multiplier, BigInteger addend, int shift, Rounding rounding, IntRange sum, IntRange wide) {
    /// {@return the terms of the scale of `requantizer`}
    static ScaleTerms of(Requantizer requantizer) {
        Form.Scale form = (Form.Scale) requantizer.form();
        return of(form, requantizer.interval(), usefulShift(form, requantizer.interval()));
    }

    /// {@return the shift of `form`, or the least beyond which a FLOOR of its sums on `interval` stays
    ///     the same}
    static int usefulShift(Form.Scale form, IntRange interval) {
        ScaleTerms plain = of(form);
        IntRange sum = interval.times(plain.multiplier).plus(IntRange.only(plain.addend));
        int bits = Math.max(sum.min().bitLength(), sum.max().bitLength());
        return plain.rounding == Rounding.FLOOR ? Math.min(plain.shift, bits) : plain.shift;
    }

    /// {@return the terms of `form` on `interval`}
    /// @param shift not less than the useful one
    static ScaleTerms of(Form.Scale form, IntRange interval, int shift) {
        ScaleTerms plain = of(form);
        IntRange product = interval.times(plain.multiplier);
        IntRange addend = IntRange.only(plain.addend);
        IntRange sum = product.plus(addend);
        BigInteger unit = BigInteger.ONE.shiftLeft(shift);
        IntRange all = sum.union(product).union(addend);
        IntRange wide = plain.rounding == Rounding.FLOOR
                ? all
                : all.union(sum.plus(IntRange.only(unit))).union(IntRange.only(unit));
        return new ScaleTerms(
                plain.multiplier, plain.addend, shift, plain.rounding, sum, wide.union(IntRange.of(0, 1)));
    }

    /// {@return the terms of `scale` before anything is known of `x`; the ranges are of no use}
    static ScaleTerms of(Form.Scale scale) {
        int shift = scale.shift();
        BigInteger unit = BigInteger.ONE.shiftLeft(shift);
        BigInteger half = unit.shiftRight(1);
        BigInteger more = switch (scale.rounding()) {
            case CEIL -> unit.subtract(BigInteger.ONE);
            case HALF_UP -> half;
            case HALF_DOWN -> half.subtract(BigInteger.ONE);
            case FLOOR, TOWARD_ZERO, AWAY, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> BigInteger.ZERO;
        };
        BigInteger added = shift == 0 ? BigInteger.ZERO : more;
        IntRange none = IntRange.of(0, 0);
        return new ScaleTerms(
                scale.multiplier(), scale.addend().add(added), shift, plain(scale.rounding(), shift), none, none);
    }

    private static Rounding plain(Rounding rounding, int shift) {
        return switch (rounding) {
            case FLOOR, CEIL, HALF_UP, HALF_DOWN -> Rounding.FLOOR;
            case TOWARD_ZERO, AWAY, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD ->
                shift == 0 ? Rounding.FLOOR : rounding;
        };
    }
}
