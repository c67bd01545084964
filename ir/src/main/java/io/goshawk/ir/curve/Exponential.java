package io.goshawk.ir.curve;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// A power of two with a falling exponent: with `w = ((top - x) * multiplier + 2^(drop - 1)) >> drop`,
/// the mantissa of the low `fractionBits` bits of `w`, shifted right by what `w` holds above them and
/// rounded to nearest, ties up. Zero from `maxShift` on.
///
/// Nothing here grows: what shifts left elsewhere shifts right here.
///
/// @param top the largest `x` there is; [CurveProof] refuses intervals beyond it
/// @param drop at least 1
/// @param mantissa its argument is the fraction of `w`, from 0 to `2^fractionBits - 1`
public record Exponential(
        BigInteger top, BigInteger multiplier, int drop, int fractionBits, Segments mantissa, int maxShift)
        implements CurveForm {
    public Exponential {
        if (multiplier.signum() < 0 || drop < 1 || fractionBits < 0 || maxShift < 1 || maxShift > 62) {
            throw new IllegalArgumentException("no power of two: " + multiplier + ", " + fractionBits);
        }
    }

    @Override
    public BigInteger apply(BigInteger x) {
        BigInteger w = top.subtract(x)
                .multiply(multiplier)
                .add(BigInteger.ONE.shiftLeft(drop - 1))
                .shiftRight(drop);
        BigInteger whole = w.shiftRight(fractionBits);
        if (whole.compareTo(BigInteger.valueOf(maxShift)) >= 0) {
            return BigInteger.ZERO;
        }
        int places = whole.intValue();
        BigInteger value = mantissa.apply(w.subtract(whole.shiftLeft(fractionBits)));
        return value.add(BigInteger.ONE.shiftLeft(places).shiftRight(1)).shiftRight(places);
    }

    @Override
    public long apply(long x) {
        long w = ((top.longValueExact() - x) * multiplier.longValueExact() + (1L << (drop - 1))) >> drop;
        long places = w >> fractionBits;
        if (places >= maxShift) {
            return 0;
        }
        long value = mantissa.apply(w - (places << fractionBits));
        return (value + ((1L << places) >> 1)) >> places;
    }

    @Override
    public int bits(IntRange interval) {
        BigInteger most = top.subtract(interval.min())
                .abs()
                .max(top.subtract(interval.max()).abs());
        int scaled = Math.max(most.multiply(multiplier).bitLength(), drop) + 2;
        return Math.max(scaled, mantissa.bits(fractions()) + 1);
    }

    /// {@return the arguments of the mantissa}
    public IntRange fractions() {
        return new IntRange(
                BigInteger.ZERO, BigInteger.ONE.shiftLeft(fractionBits).subtract(BigInteger.ONE));
    }

    @Override
    public IntRange reach(IntRange interval) {
        return mantissa.reach(fractions()).union(IntRange.of(0, 0));
    }
}
