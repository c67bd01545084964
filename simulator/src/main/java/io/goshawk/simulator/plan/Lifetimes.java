package io.goshawk.simulator.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// Which slots may share a buffer, since one is no longer read when the other is written.
///
/// @param bufferOf for each slot its buffer
/// @param sizes for each buffer its size
public record Lifetimes(List<Integer> bufferOf, List<Long> sizes) {
    public Lifetimes {
        bufferOf = List.copyOf(bufferOf);
        sizes = List.copyOf(sizes);
    }

    /// Shares buffers among the slots of `plan`.
    ///
    /// @param kind slots of different kinds share none
    /// @param size how large a slot is
    public static Lifetimes of(Plan plan, ToIntFunction<Slot> kind, ToLongFunction<Slot> size) {
        int[] lastRead = new int[plan.slots().size()];
        for (int i = 0; i < plan.steps().size(); i++) {
            for (Slot slot : plan.steps().get(i).reads()) {
                lastRead[slot.index()] = i;
            }
        }
        plan.outputs().forEach(slot -> lastRead[slot.index()] = Integer.MAX_VALUE);
        Pool pool = new Pool(new int[plan.slots().size()]);
        plan.inputs().forEach(slot -> pool.take(slot, kind.applyAsInt(slot), size.applyAsLong(slot)));
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            pool.take(step.out(), kind.applyAsInt(step.out()), size.applyAsLong(step.out()));
            int now = i;
            step.reads().stream()
                    .distinct()
                    .filter(slot -> lastRead[slot.index()] == now)
                    .forEach(pool::release);
        }
        return new Lifetimes(
                java.util.Arrays.stream(pool.bufferOf).boxed().toList(),
                pool.buffers.stream().map(buffer -> buffer.size).toList());
    }

    private static final class Buffer {
        private final int index;
        private final int kind;
        private long size;
        private boolean free;

        Buffer(int index, int kind) {
            this.index = index;
            this.kind = kind;
        }
    }

    private static final class Pool {
        private final int[] bufferOf;
        private final List<Buffer> buffers = new ArrayList<>();

        Pool(int[] bufferOf) {
            this.bufferOf = bufferOf;
        }

        void take(Slot slot, int kind, long size) {
            Comparator<Buffer> growth = Comparator.comparingLong(buffer -> Math.max(0, size - buffer.size));
            Buffer buffer = buffers.stream()
                    .filter(candidate -> candidate.free && candidate.kind == kind)
                    .min(growth.thenComparingLong(candidate -> candidate.size))
                    .orElseGet(() -> fresh(kind));
            buffer.free = false;
            buffer.size = Math.max(buffer.size, size);
            bufferOf[slot.index()] = buffer.index;
        }

        private Buffer fresh(int kind) {
            Buffer made = new Buffer(buffers.size(), kind);
            buffers.add(made);
            return made;
        }

        void release(Slot slot) {
            buffers.get(bufferOf[slot.index()]).free = true;
        }
    }
}
