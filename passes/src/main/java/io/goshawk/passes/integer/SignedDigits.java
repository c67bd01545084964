package io.goshawk.passes.integer;

import java.math.BigInteger;

/// Canonical signed digits: each integer as the shortest sum of signed powers of two without neighbours
/// (Reitwiesner 1960).
public final class SignedDigits {
    /// Three times a number of fewer bits fits a long.
    private static final int SMALL_BITS = 61;

    private SignedDigits() {}

    /// {@return how many digits of `value` are not zero: the non-zero digits of `n` are the ones of `3n
    ///     xor n`}
    public static int count(BigInteger value) {
        if (value.bitLength() < SMALL_BITS) {
            long small = Math.abs(value.longValue());
            return Long.bitCount((3 * small) ^ small);
        }
        BigInteger magnitude = value.abs();
        return magnitude.shiftLeft(1).add(magnitude).xor(magnitude).bitCount();
    }
}
