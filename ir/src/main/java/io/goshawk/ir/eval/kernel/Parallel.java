package io.goshawk.ir.eval.kernel;

import java.util.stream.IntStream;

/// Work on ranges of elements, by several threads. What an element becomes never depends on how they are shared out.
public final class Parallel {
    /// So many operations are worth a thread.
    private static final int WORTH = 1 << 15;

    private Parallel() {}

    /// Work on the elements from `start` up to, without, `end`.
    public interface Work {
        void on(int start, int end);
    }

    /// Runs `work` on all elements from 0 to `count`.
    /// @param effort how many operations an element takes, about
    public static void blocks(int count, int effort, Work work) {
        int size = Math.max(1, WORTH / Math.max(1, effort));
        int blocks = (int) (((long) count + size - 1) / size);
        IntStream all = IntStream.range(0, blocks);
        (blocks > 1 ? all.parallel() : all).forEach(block -> {
            int start = block * size;
            work.on(start, Math.min(count, start + size));
        });
    }
}
