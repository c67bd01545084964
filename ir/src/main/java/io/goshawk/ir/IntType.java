package io.goshawk.ir;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Two's complement or unsigned integers of `bits` bits, at least one. Printed as `i8`, `u6`.
public record IntType(boolean signed, int bits) implements ElementType {
    /// Wider integers than this are refused everywhere; no network comes near.
    public static final int MAX_BITS = 4096;

    public IntType {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("an integer of " + bits + " bits; 1 to " + MAX_BITS + " are possible");
        }
    }

    /// {@return the signed type of `bits` bits}
    public static IntType s(int bits) {
        return new IntType(true, bits);
    }

    /// {@return the unsigned type of `bits` bits}
    public static IntType u(int bits) {
        return new IntType(false, bits);
    }

    /// {@return the narrowest type that holds `range`: unsigned where nothing is negative}
    public static IntType holding(IntRange range) {
        if (range.min().signum() >= 0) {
            return u(Math.max(1, range.max().bitLength()));
        }
        return s(1 + Math.max(range.min().bitLength(), range.max().bitLength()));
    }

    /// {@return every value of this type}
    public IntRange range() {
        BigInteger top = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        return new IntRange(signed ? top.negate() : BigInteger.ZERO, top.subtract(BigInteger.ONE));
    }

    @Override
    public String toString() {
        return (signed ? "i" : "u") + bits;
    }
}
