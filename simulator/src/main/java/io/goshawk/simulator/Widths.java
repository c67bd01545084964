package io.goshawk.simulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Integers of 1, 2, 4 or 8 bytes, in the machine's order, in bulk.
final class Widths {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private Widths() {}

    /// Reads elements from `start` of `segment`, of `bytes` bytes each, as many as `into` takes.
    static void load(MemorySegment segment, int bytes, boolean signed, long start, long[] into, int count) {
        switch (bytes) {
            case 1 -> {
                long mask = signed ? -1 : 0xff;
                for (int i = 0; i < count; i++) {
                    into[i] = segment.get(ValueLayout.JAVA_BYTE, start + i) & mask;
                }
            }
            case 2 -> {
                long mask = signed ? -1 : 0xffff;
                for (int i = 0; i < count; i++) {
                    into[i] = segment.get(SHORT, 2 * (start + i)) & mask;
                }
            }
            case 4 -> {
                long mask = signed ? -1 : 0xffffffffL;
                for (int i = 0; i < count; i++) {
                    into[i] = segment.get(INT, 4 * (start + i)) & mask;
                }
            }
            default -> MemorySegment.copy(segment, LONG, 8 * start, into, 0, count);
        }
    }

    /// Writes the low bytes of `from` to elements from `start` of `segment`.
    static void store(long[] from, MemorySegment segment, int bytes, long start, int count) {
        switch (bytes) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    segment.set(ValueLayout.JAVA_BYTE, start + i, (byte) from[i]);
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    segment.set(SHORT, 2 * (start + i), (short) from[i]);
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    segment.set(INT, 4 * (start + i), (int) from[i]);
                }
            }
            default -> MemorySegment.copy(from, 0, segment, LONG, 8 * start, count);
        }
    }

    /// {@return whether the first `count` of `values` lie within `low` and `high`}
    static boolean within(long[] values, int count, long low, long high) {
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        return count == 0 || (least >= low && most <= high);
    }
}
