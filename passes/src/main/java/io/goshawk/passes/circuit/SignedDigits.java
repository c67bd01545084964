package io.goshawk.passes.circuit;

/// Canonical signed digits: the digits -1, 0 and 1 of a number such that no two neighbours differ from 0.
/// No signed-digit form has fewer digits that differ from 0 (Reitwiesner 1960).
final class SignedDigits {
    private SignedDigits() {}

    /// {@return how many digits of `value`, which is positive, differ from 0}
    static int count(long value) {
        // 3v and v differ exactly where a digit stands.
        return Long.bitCount((value + (value << 1)) ^ value);
    }

    /// {@return the weight of the topmost digit of `value`, a power of two; `value` is positive}
    static long top(long value) {
        long digits = (value + (value << 1)) ^ value;
        return Long.highestOneBit(digits) >> 1;
    }
}
