package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;

/// How a normalisation is computed; see [Normalize].
///
/// @param zero the code of the real 0; of no meaning where the row is centred
/// @param epsilon in steps of `2^-guard`; not zero
/// @param guard at most `rootBits - 2`
/// @param rootBits even; the root has half of them
/// @param precision bits of the reciprocal behind its leading one
/// @param fraction bits of the normalised element behind the point
public record NormalizeForm(
        BigInteger zero,
        BigInteger epsilon,
        int guard,
        int rootBits,
        int precision,
        int fraction,
        IntTensor gain,
        IntTensor bias,
        int shift) {
    public NormalizeForm {
        if (epsilon.signum() <= 0
                || rootBits % 2 != 0
                || guard < 0
                || guard > rootBits - 2
                || shift < 1
                || fraction < 0
                || precision <= fraction) {
            throw new IllegalArgumentException(
                    "no normalisation with epsilon " + epsilon + " and a root of " + rootBits + " bits");
        }
    }

    /// {@return `(epsilon >> guard) + 1`: what is added to a row's squares before their bits are counted}
    public BigInteger leastEpsilon() {
        return epsilon.shiftRight(guard).add(BigInteger.ONE);
    }

    /// {@return the places of the reciprocal: the root divides two to this power}
    public int reciprocalPlaces() {
        return rootBits / 2 + precision;
    }

    /// {@return the largest `q + (epsilon >> guard) + 1` that a row of `length` integers of `interval`
    ///     can have}
    public BigInteger mostSquares(boolean centred, IntRange interval, int length) {
        BigInteger n = BigInteger.valueOf(length);
        BigInteger most;
        if (centred) {
            // The variance is largest where half of the row is at either end.
            BigInteger width = interval.max().subtract(interval.min());
            most = width.multiply(width).multiply(n).multiply(n).shiftRight(2).add(BigInteger.ONE);
        } else {
            BigInteger distance = distance(interval);
            most = distance.multiply(distance).multiply(n);
        }
        return most.add(leastEpsilon());
    }

    private BigInteger distance(IntRange interval) {
        return interval.max()
                .subtract(zero)
                .abs()
                .max(interval.min().subtract(zero).abs());
    }

    /// {@return whether it has `rootBits` bits at most in every row}
    public boolean holds(boolean centred, IntRange interval, int length) {
        return mostSquares(centred, interval, length).bitLength() <= rootBits;
    }

    /// {@return bits that hold every intermediate value, sign included}
    public int bits(boolean centred, IntRange interval, int length) {
        BigInteger n = BigInteger.valueOf(length);
        BigInteger largest = interval.max().abs().max(interval.min().abs());
        // Centred, the sum of squares and the square of the sum are held before their difference.
        BigInteger squares = centred ? largest.multiply(largest).multiply(n).multiply(n) : BigInteger.ZERO;
        BigInteger difference =
                centred ? interval.max().subtract(interval.min()).multiply(n) : distance(interval);
        int product = difference.bitLength() + precision + 3;
        // An element is at most the square root of n.
        int element = rootOf(length) + 1 + fraction;
        int last = Math.max(element + width(gain.hull()), width(bias.hull())) + 1;
        int reciprocal = reciprocalPlaces() + 1;
        int root = Math.max(Math.max(squares.bitLength(), epsilon.bitLength()), rootBits) + 1;
        return Math.max(Math.max(product, last), Math.max(reciprocal, root)) + 1;
    }

    /// {@return bits of the square root of `length`}
    private static int rootOf(int length) {
        return (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 1) / 2;
    }

    private static int width(IntRange range) {
        return Math.max(range.min().bitLength(), range.max().bitLength());
    }
}
