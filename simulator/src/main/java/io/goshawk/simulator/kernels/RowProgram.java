package io.goshawk.simulator.kernels;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.simulator.kernels.RowRecord.Action;
import io.goshawk.simulator.kernels.RowRecord.Field;
import io.goshawk.simulator.plan.Fusion;
import io.goshawk.simulator.plan.Lifetimes;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/// A plan as the row-major kernels read it.
final class RowProgram {
    /// Rows of a product that are computed in a row, so that its weights are read once for all of them.
    private static final int ROWS = 256;
    /// What the events of a tile may take in all, in bytes.
    private static final long MOST_BYTES = 1L << 25;

    private final KernelLibrary library;
    private final Plan plan;
    private final List<Optional<RowSlot>> stored;
    private final MemorySegment[] known;
    private final Data data = new Data();
    private final MemorySegment records;
    private final long[] offsets;
    private final int events;
    private final long bytes;
    private long scratch = Data.SLACK;
    private int count;

    private RowProgram(KernelLibrary library, Plan plan, int ports) {
        this.library = library;
        this.plan = plan;
        this.stored = plan.slots().stream().map(RowSlot::of).toList();
        this.known = new MemorySegment[plan.slots().size()];
        this.records = data.room((long) (plan.steps().size() + ports) * RowRecord.WORDS * Long.BYTES);
        Lifetimes lifetimes = Lifetimes.of(plan, _ -> 0, this::bytes);
        long each = lifetimes.sizes().stream().mapToLong(Long::longValue).sum();
        this.events = events(each);
        long[] starts = new long[lifetimes.sizes().size() + 1];
        for (int i = 0; i + 1 < starts.length; i++) {
            starts[i + 1] =
                    starts[i] + (lifetimes.sizes().get(i) * events + 2L * Data.SLACK - 1) / Data.SLACK * Data.SLACK;
        }
        this.offsets = plan.slots().stream()
                .mapToLong(slot -> starts[lifetimes.bufferOf().get(slot.index())])
                .toArray();
        this.bytes = starts[starts.length - 1] + Data.SLACK;
    }

    /// {@return the program of `plan`, whose steps are fused; nothing where a step has no kernel}
    static Optional<RowProgram> of(KernelLibrary library, Plan unfused, Graph<?> graph) {
        Plan plan = Fusion.of(unfused);
        RowProgram program = new RowProgram(
                library, plan, plan.inputs().size() + plan.outputs().size());
        return program.build(graph) ? Optional.of(program) : Optional.empty();
    }

    private int events(long each) {
        int rows = plan.steps().stream()
                .filter(step -> step instanceof Step.Product)
                .mapToInt(step -> step.out().layout().pixels())
                .max()
                .orElse(1);
        long fitting = Math.max(1, MOST_BYTES / Math.max(1, each));
        return (int) Math.clamp(ROWS / rows, 1, Math.min(ROWS, fitting));
    }

    private long bytes(Slot slot) {
        return stored.get(slot.index())
                .map(known -> (long) slot.layout().size() * known.bytes())
                .orElse(0L);
    }

    private boolean build(Graph<?> graph) {
        if (!stored.stream().allMatch(Optional::isPresent)) {
            return false;
        }
        RowSteps steps = new RowSteps(this, data);
        for (int i = 0; i < plan.inputs().size(); i++) {
            port(Action.READ, Field.OUT, plan.inputs().get(i), graph.inputs().get(i), i);
        }
        for (Step step : plan.steps()) {
            if (!steps.add(step)) {
                return false;
            }
        }
        for (int i = 0; i < plan.outputs().size(); i++) {
            int port = plan.inputs().size() + i;
            port(Action.WRITE, Field.IN, plan.outputs().get(i), graph.outputs().get(i), port);
        }
        return ports(graph.inputs()) && ports(graph.outputs());
    }

    private static boolean ports(List<Graph.Port> ports) {
        return ports.stream().map(port -> port.value().type().intElement()).allMatch(RowProgram::fits);
    }

    private static boolean fits(IntType type) {
        return type.bits() < Long.SIZE || (type.bits() == Long.SIZE && type.signed());
    }

    private void port(Action action, Field field, Slot slot, Graph.Port port, int index) {
        IntType type = port.value().type().intElement();
        int size = type.bits() <= 8 ? 1 : type.bits() <= 16 ? 2 : type.bits() <= 32 ? 4 : 8;
        slot(record(action), field, slot)
                .set(Field.PORT, index)
                .set(Field.BYTES, size)
                .set(Field.SIGNED, type.signed() ? 1 : 0)
                .set(Field.INNER, slot.layout().inner());
    }

    RowRecord record(Action action) {
        long size = (long) RowRecord.WORDS * Long.BYTES;
        return new RowRecord(records.asSlice(size * count++, size), action);
    }

    RowSlot stored(Slot slot) {
        return stored.get(slot.index()).orElseThrow();
    }

    boolean isKnown(Slot slot) {
        return known[slot.index()] != null;
    }

    /// Takes note of what `slot` always holds.
    void known(Slot slot, MemorySegment elements) {
        known[slot.index()] = elements;
    }

    RowRecord slot(RowRecord record, Field field, Slot slot) {
        RowSlot how = stored(slot);
        record.set(field, 0, offsets[slot.index()]);
        record.set(field, 1, how.kind());
        record.set(field, 2, how.base());
        record.set(field, 3, slot.layout().pixels());
        record.set(field, 4, slot.layout().channels());
        return record.set(field, 5, isKnown(slot) ? known[slot.index()].address() : 0);
    }

    /// Says that a step needs `bytes` bytes of its thread's own.
    void scratch(long bytes) {
        scratch = Math.max(scratch, bytes + 2 * Data.SLACK);
    }

    KernelLibrary library() {
        return library;
    }

    /// {@return what the kernels call a program}
    MemorySegment header() {
        MemorySegment header = data.room(4 * Long.BYTES);
        header.setAtIndex(ValueLayout.JAVA_LONG, 0, count);
        header.setAtIndex(ValueLayout.JAVA_LONG, 1, events);
        header.setAtIndex(ValueLayout.JAVA_LONG, 2, scratch);
        header.setAtIndex(ValueLayout.JAVA_LONG, 3, records.address());
        return header;
    }

    /// {@return how much memory the events of a tile need, in bytes}
    long bytes() {
        return bytes;
    }

    /// {@return how much memory a thread needs for itself, in bytes}
    long scratchBytes() {
        return scratch;
    }

    /// {@return how many events run at once}
    int events() {
        return events;
    }
}
