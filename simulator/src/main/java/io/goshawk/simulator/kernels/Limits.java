package io.goshawk.simulator.kernels;

/// How much the positive weights of a half of 16 bits may come to, and the negative ones: so that no
/// input takes it out of 16 bits.
///
/// Sums of weights are packed: positive ones of the first half and of the second, negative ones of
/// both, in 16 bits each.
record Limits(int high, int low) {
    private static final long HIGH = 0x8000_8000_8000_8000L;

    /// {@return the sums of one word of weights}
    static long sums(int a, int b, int c, int d) {
        long first = Math.max(a, 0) + Math.max(b, 0);
        long second = Math.max(c, 0) + Math.max(d, 0);
        long third = Math.max(-a, 0) + Math.max(-b, 0);
        long fourth = Math.max(-c, 0) + Math.max(-d, 0);
        return first | (second << 16) | (third << 32) | (fourth << 48);
    }

    /// {@return the largest of four sums}
    static long largest(long sums) {
        return Math.max(Math.max(sums & 0xffff, (sums >> 16) & 0xffff), Math.max((sums >> 32) & 0xffff, sums >>> 48));
    }

    private long packed() {
        return high | ((long) high << 16) | ((long) low << 32) | ((long) low << 48);
    }

    /// {@return how many of the four sums are too much}
    int excess(long sums) {
        return Long.bitCount(~((packed() | HIGH) - sums) & HIGH);
    }

    /// {@return whether none of the four sums is too much}
    boolean fit(long sums) {
        return excess(sums) == 0;
    }
}
