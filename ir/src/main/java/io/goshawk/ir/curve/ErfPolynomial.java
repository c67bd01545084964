package io.goshawk.ir.curve;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// The second-order form of the error function, and of the GELU made of it, with one multiplier behind
/// it.
///
/// With `q = x - zero` and `e = sign(q) * (unit - (bound - min(|q|, bound))^2)`, which stands for `erf`
/// in steps of `1 / unit`, the value is `((e >> drop) * multiplier + addend) >> shift`; where `gated`
/// it is `(q * ((unit + e) >> drop) * multiplier + addend) >> shift`. Kim et al., *I-BERT: Integer-only
/// BERT Quantization* (2021), with `drop` chosen for the width at hand.
///
/// @param zero the code of the real 0
/// @param bound not negative
public record ErfPolynomial(
        BigInteger zero,
        BigInteger bound,
        BigInteger unit,
        boolean gated,
        int drop,
        BigInteger multiplier,
        BigInteger addend,
        int shift)
        implements CurveForm {
    public ErfPolynomial {
        if (bound.signum() < 0 || drop < 0 || shift < 0) {
            throw new IllegalArgumentException("no polynomial: bound " + bound + ", drop " + drop + ", " + shift);
        }
    }

    @Override
    public BigInteger apply(BigInteger x) {
        BigInteger q = x.subtract(zero);
        BigInteger rest = bound.subtract(q.abs().min(bound));
        BigInteger magnitude = unit.subtract(rest.multiply(rest));
        BigInteger erf = q.signum() < 0 ? magnitude.negate() : magnitude;
        BigInteger product = gated ? q.multiply(unit.add(erf).shiftRight(drop)) : erf.shiftRight(drop);
        return product.multiply(multiplier).add(addend).shiftRight(shift);
    }

    @Override
    public long apply(long x) {
        long q = x - zero.longValueExact();
        long one = unit.longValueExact();
        long rest = bound.longValueExact() - Math.min(Math.abs(q), bound.longValueExact());
        long magnitude = one - rest * rest;
        long erf = q < 0 ? -magnitude : magnitude;
        long product = gated ? q * ((one + erf) >> drop) : erf >> drop;
        return (product * multiplier.longValueExact() + addend.longValueExact()) >> shift;
    }

    @Override
    public int bits(IntRange interval) {
        BigInteger square = bound.multiply(bound).add(unit.abs().shiftLeft(1));
        BigInteger sum = product(interval).multiply(multiplier.abs()).add(addend.abs());
        // A primitive shift takes no more places than the width has.
        return Math.max(square.max(sum).bitLength() + 1, Math.max(drop, shift) + 2);
    }

    private BigInteger product(IntRange interval) {
        BigInteger q = interval.min()
                .subtract(zero)
                .abs()
                .max(interval.max().subtract(zero).abs());
        BigInteger most = unit.abs().shiftLeft(1).add(bound.multiply(bound));
        return (gated ? q : BigInteger.ONE).multiply(most.shiftRight(drop).add(BigInteger.ONE));
    }

    @Override
    public IntRange reach(IntRange interval) {
        BigInteger most = product(interval)
                .multiply(multiplier.abs())
                .add(addend.abs())
                .shiftRight(shift)
                .add(BigInteger.ONE);
        return new IntRange(most.negate(), most);
    }
}
