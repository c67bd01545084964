package io.goshawk.simulator.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Numbers outside the heap, where kernels find them, for as long as this object lives.
final class Data {
    /// Kernels may read so many bytes behind the end of what they need.
    static final int SLACK = 64;

    private static final int ALIGNMENT = 64;

    private final Arena arena = Arena.ofAuto();

    /// {@return room for `bytes` bytes, zero}
    MemorySegment room(long bytes) {
        return arena.allocate(Math.max(1, bytes), ALIGNMENT);
    }

    MemorySegment words(int[] words) {
        MemorySegment segment = room((long) words.length * Integer.BYTES);
        MemorySegment.copy(words, 0, segment, ValueLayout.JAVA_INT, 0, words.length);
        return segment;
    }

    MemorySegment longs(long[] numbers) {
        MemorySegment segment = room((long) numbers.length * Long.BYTES);
        MemorySegment.copy(numbers, 0, segment, ValueLayout.JAVA_LONG, 0, numbers.length);
        return segment;
    }

    MemorySegment doubles(double[] numbers) {
        MemorySegment segment = room((long) numbers.length * Double.BYTES);
        MemorySegment.copy(numbers, 0, segment, ValueLayout.JAVA_DOUBLE, 0, numbers.length);
        return segment;
    }

    MemorySegment singles(double[] numbers) {
        MemorySegment segment = room((long) numbers.length * Float.BYTES);
        for (int i = 0; i < numbers.length; i++) {
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) numbers[i]);
        }
        return segment;
    }
}
