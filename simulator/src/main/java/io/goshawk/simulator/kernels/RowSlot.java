package io.goshawk.simulator.kernels;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.simulator.plan.Slot;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// How the row-major kernels store a slot: each element less `base` in so many bytes.
///
/// @param kind 0 for unsigned bytes, 1 for halves, 2 for words, 3 for longs, as in `rows.h`
record RowSlot(int kind, long base) {
    static final int BYTES = 0;
    static final int HALVES = 1;
    static final int WORDS = 2;
    static final int LONGS = 3;
    private static final IntRange WORD = IntRange.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final IntRange LONG = IntRange.of(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final IntRange HALF = IntRange.of(Short.MIN_VALUE, Short.MAX_VALUE);
    private static final int BYTE_WIDTH = 255;
    private static final int HALF_WIDTH = 65535;

    /// {@return the narrowest storage of `slot`; nothing where 64 bits are too few}
    static Optional<RowSlot> of(Slot slot) {
        IntRange range = slot.range();
        if (!LONG.contains(range)) {
            return Optional.empty();
        }
        if (!WORD.contains(range)) {
            return Optional.of(new RowSlot(LONGS, 0));
        }
        long min = range.min().longValueExact();
        long max = range.max().longValueExact();
        if (max - min <= BYTE_WIDTH) {
            return Optional.of(new RowSlot(BYTES, min >= 0 && max <= BYTE_WIDTH ? 0 : min));
        }
        if (max - min <= HALF_WIDTH) {
            return Optional.of(new RowSlot(HALVES, HALF.contains(range) ? 0 : min - Short.MIN_VALUE));
        }
        return Optional.of(new RowSlot(WORDS, 0));
    }

    /// {@return how many bytes an element takes}
    int bytes() {
        return 1 << kind;
    }

    /// {@return the elements of `data`, stored}
    MemorySegment store(IntTensor data, Data memory) {
        int size = data.shape().size();
        MemorySegment segment = memory.room((long) size * bytes() + Data.SLACK);
        for (int i = 0; i < size; i++) {
            put(segment, i, data.at(i));
        }
        return segment;
    }

    /// Stores `value` as element `index`.
    void put(MemorySegment segment, long index, long value) {
        long less = value - base;
        switch (kind) {
            case BYTES -> segment.set(ValueLayout.JAVA_BYTE, index, (byte) less);
            case HALVES -> segment.setAtIndex(ValueLayout.JAVA_SHORT, index, (short) less);
            case WORDS -> segment.setAtIndex(ValueLayout.JAVA_INT, index, (int) less);
            default -> segment.setAtIndex(ValueLayout.JAVA_LONG, index, less);
        }
    }
}
