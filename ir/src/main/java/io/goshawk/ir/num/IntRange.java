package io.goshawk.ir.num;

import java.math.BigInteger;

/// The integers from `min` to `max`, both included; never empty. Printed as `[-8, 7]`.
///
/// The range, not the width, is the fact that analyses compute; widths are derived from it.
public record IntRange(BigInteger min, BigInteger max) {
    public IntRange {
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException("an empty range: [" + min + ", " + max + "]");
        }
    }

    /// {@return the range from `min` to `max`}
    public static IntRange of(long min, long max) {
        return new IntRange(BigInteger.valueOf(min), BigInteger.valueOf(max));
    }

    /// {@return the range that holds only `value`}
    public static IntRange only(BigInteger value) {
        return new IntRange(value, value);
    }

    /// {@return the range of `a` and `b`, in whichever order}
    public static IntRange between(BigInteger a, BigInteger b) {
        return new IntRange(a.min(b), a.max(b));
    }

    /// {@return how many integers the range holds}
    public BigInteger count() {
        return max.subtract(min).add(BigInteger.ONE);
    }

    public boolean contains(BigInteger value) {
        return min.compareTo(value) <= 0 && value.compareTo(max) <= 0;
    }

    public boolean contains(IntRange other) {
        return min.compareTo(other.min) <= 0 && other.max.compareTo(max) <= 0;
    }

    /// {@return the value of the range nearest to `value`}
    public BigInteger clamp(BigInteger value) {
        return value.max(min).min(max);
    }

    /// {@return what both `this` and `other` hold; one bound of `this` where they do not meet}
    public IntRange clamp(IntRange other) {
        return new IntRange(clamp(other.min), clamp(other.max));
    }

    /// {@return the smallest range that holds both}
    public IntRange union(IntRange other) {
        return new IntRange(min.min(other.min), max.max(other.max));
    }

    public IntRange plus(IntRange other) {
        return new IntRange(min.add(other.min), max.add(other.max));
    }

    public IntRange minus(IntRange other) {
        return new IntRange(min.subtract(other.max), max.subtract(other.min));
    }

    /// {@return the largest absolute value of the range}
    public BigInteger magnitude() {
        return min.abs().max(max.abs());
    }

    public IntRange negate() {
        return new IntRange(max.negate(), min.negate());
    }

    /// {@return the hull of `factor * x` for every `x` of the range}
    public IntRange times(BigInteger factor) {
        return between(min.multiply(factor), max.multiply(factor));
    }

    public IntRange shiftLeft(int places) {
        return new IntRange(min.shiftLeft(places), max.shiftLeft(places));
    }

    /// {@return the values that are not below `floor`; `[floor, floor]` where there are none}
    public IntRange atLeast(BigInteger floor) {
        return new IntRange(min.max(floor), max.max(floor));
    }

    /// {@return the values that are not above `ceiling`; `[ceiling, ceiling]` where there are none}
    public IntRange atMost(BigInteger ceiling) {
        return new IntRange(min.min(ceiling), max.min(ceiling));
    }

    @Override
    public String toString() {
        return "[" + min + ", " + max + "]";
    }
}
