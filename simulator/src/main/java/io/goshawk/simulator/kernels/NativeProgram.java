package io.goshawk.simulator.kernels;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.kernels.StepRecord.Action;
import io.goshawk.simulator.kernels.StepRecord.Field;
import io.goshawk.simulator.plan.Fusion;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Lifetimes;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// A plan as the kernels read it: where slots lie in a thread's memory, and a record for each step.
final class NativeProgram {
    /// How many outputs of a product are computed at once; `OUTPUTS` of `kernels.cpp`.
    static final int OUTPUTS = 4;
    /// Sums of two such terms are exact in doubles.
    private static final int EXACT_BITS = 51;
    private static final int MOST_GROUPS = 32;
    /// What the largest slot of a tile may take, in bytes: a part of what a core's first cache holds.
    private static final int CACHED = 1 << 13;

    private final KernelLibrary library;
    private final Plan plan;
    private final List<Optional<Kinds.Stored>> stored;
    private final Data data = new Data();
    private final MemorySegment records;
    private final long[] offsets;
    private final long bytes;
    private final int groups;
    private int count;

    private NativeProgram(KernelLibrary library, Plan plan, List<Optional<Kinds.Stored>> stored, int ports) {
        this.library = library;
        this.plan = plan;
        this.stored = stored;
        this.records = data.room((long) (plan.steps().size() + ports) * StepRecord.WORDS * Long.BYTES);
        this.groups = groups();
        Lifetimes lifetimes = Lifetimes.of(plan, _ -> 0, this::bytes);
        long[] starts = new long[lifetimes.sizes().size() + 1];
        for (int i = 0; i + 1 < starts.length; i++) {
            starts[i + 1] = starts[i] + (lifetimes.sizes().get(i) + 63) / 64 * 64;
        }
        this.offsets = plan.slots().stream()
                .mapToLong(slot -> starts[lifetimes.bufferOf().get(slot.index())])
                .toArray();
        this.bytes = starts[starts.length - 1];
    }

    /// {@return the program of `plan`, whose steps are fused; nothing where a step has no kernel}
    static Optional<NativeProgram> of(KernelLibrary library, Plan unfused, Graph<?> graph) {
        Plan plan = Fusion.of(unfused);
        List<Optional<Kinds.Stored>> stored = new Kinds(library.isa()).of(plan);
        NativeProgram program = new NativeProgram(
                library, plan, stored, plan.inputs().size() + plan.outputs().size());
        return program.build(graph) ? Optional.of(program) : Optional.empty();
    }

    private int groups() {
        int pixels = plan.slots().stream()
                .mapToInt(slot -> slot.layout().pixels())
                .max()
                .orElse(1);
        if (pixels > 1) {
            return 1;
        }
        long largest = 1;
        for (Slot slot : plan.slots()) {
            int words = stored.get(slot.index())
                    .map(known -> known.kind().words(slot.layout().channels()))
                    .orElse(1);
            largest = Math.max(largest, (long) words * library.lanes() * Integer.BYTES);
        }
        return Math.clamp(CACHED / largest, 1, MOST_GROUPS);
    }

    private long bytes(Slot slot) {
        return stored.get(slot.index())
                .map(known -> (long) slot.layout().pixels()
                        * known.kind().words(slot.layout().channels())
                        * library.lanes()
                        * Integer.BYTES
                        * groups)
                .orElse(0L);
    }

    private boolean build(Graph<?> graph) {
        for (int i = 0; i < plan.inputs().size(); i++) {
            if (!port(
                    Action.READ, Field.OUT, plan.inputs().get(i), graph.inputs().get(i), i)) {
                return false;
            }
        }
        for (Step step : plan.steps()) {
            if (!add(step)) {
                return false;
            }
        }
        for (int i = 0; i < plan.outputs().size(); i++) {
            int port = plan.inputs().size() + i;
            if (!port(
                    Action.WRITE,
                    Field.IN,
                    plan.outputs().get(i),
                    graph.outputs().get(i),
                    port)) {
                return false;
            }
        }
        return true;
    }

    private StepRecord record(Action action) {
        long size = (long) StepRecord.WORDS * Long.BYTES;
        return new StepRecord(records.asSlice(size * count++, size), action);
    }

    private boolean isStored(Slot slot) {
        return stored.get(slot.index()).isPresent();
    }

    private StepRecord slot(StepRecord record, Field field, Slot slot) {
        return record.set(
                field, slot, offsets[slot.index()], stored.get(slot.index()).orElseThrow());
    }

    private boolean port(Action action, Field field, Slot slot, Graph.Port port, int index) {
        IntType type = port.value().type().intElement();
        if (!isStored(slot) || type.bits() > Long.SIZE - 1) {
            return false;
        }
        int size = type.bits() <= 8 ? 1 : type.bits() <= 16 ? 2 : type.bits() <= 32 ? 4 : 8;
        slot(record(action), field, slot)
                .set(Field.PORT, index)
                .set(Field.BYTES, size)
                .set(Field.SIGNED, type.signed() ? 1 : 0)
                .set(Field.INNER, slot.layout().inner())
                .set(Field.ROW, slot.layout().size());
        return true;
    }

    private boolean add(Step step) {
        if (!isStored(step.out()) || !step.reads().stream().allMatch(this::isStored)) {
            return false;
        }
        return switch (step) {
            case Step.Product product -> product(product);
            case Step.Rescale rescale -> rescale(rescale);
            case Step.Sum sum -> sum(sum);
            case Step.Largest largest -> {
                StepRecord record = record(Action.LARGEST).set(Field.TAPS, largest.taps());
                slot(slot(record, Field.IN, largest.in()), Field.OUT, largest.out());
                record.set(Field.WINDOW, data.words(largest.window().values()));
                yield true;
            }
            case Step.Move move -> {
                StepRecord record = record(Action.MOVE);
                slot(slot(record, Field.IN, move.in().getFirst()), Field.OUT, move.out());
                slot(record, Field.OTHER, move.in().getLast());
                record.set(Field.WINDOW, data.words(move.from().values()));
                yield true;
            }
            case Step.Winner winner -> {
                slot(slot(record(Action.WINNER), Field.IN, winner.in()), Field.OUT, winner.out());
                yield true;
            }
            case Step.Known _, Step.Batch _, Step.Transform _, Step.Lookup _, Step.Interpreted _ -> false;
        };
    }

    private boolean product(Step.Product step) {
        Optional<Rescaling> rescaling = step.then().flatMap(this::rescaling);
        if (!isStored(step.sums()) || rescaling.isPresent() != step.then().isPresent()) {
            return false;
        }
        Kernel kernel = step.kernel();
        Kinds.Stored in = stored.get(step.in().index()).orElseThrow();
        boolean grouped = Kinds.isGrouped(step, in.kind());
        Weights weights = new Weights(step, in);
        int depth = grouped ? kernel.depth() : in.kind().words(kernel.depth());
        StepRecord record = record(grouped ? Action.GROUPED : Action.PRODUCT)
                .set(Field.TAPS, kernel.taps())
                .set(Field.DEPTH, depth)
                .set(Field.GROUPS, kernel.groups())
                .set(Field.BLOCKS, (kernel.outputsOfGroup() + OUTPUTS - 1) / OUTPUTS)
                .set(Field.WEIGHTS, data.words(grouped ? weights.plain() : weights.blocks()))
                .set(Field.WINDOW, data.words(step.window().values()))
                .set(Field.BIAS, data.words(weights.bias(!grouped)))
                .set(Field.PADDING, data.words(weights.padding(library.lanes())));
        rescaling.ifPresent(found -> found.into(record, kernel.outputs(), data));
        slot(slot(record, Field.IN, step.in()), Field.OUT, step.out());
        return true;
    }

    private Optional<Rescaling> rescaling(Step.Rescale step) {
        return Rescaling.of(step.channels(), base(step.out()), false);
    }

    private boolean rescale(Step.Rescale step) {
        Optional<Rescaling> rescaling = rescaling(step);
        if (rescaling.isEmpty()) {
            return false;
        }
        StepRecord record = record(Action.ELEMENTWISE).set(Field.FACTOR, 1);
        rescaling.get().into(record, step.out().layout().channels(), data);
        slot(slot(record, Field.IN, step.in()), Field.OUT, step.out());
        return true;
    }

    private long base(Slot slot) {
        return stored.get(slot.index()).orElseThrow().base();
    }

    private boolean sum(Step.Sum step) {
        boolean wide = !fits(step, Integer.SIZE - 2);
        Optional<Rescaling> rescaling =
                step.then().flatMap(then -> Rescaling.of(then.channels(), base(then.out()), wide));
        boolean missing = rescaling.isPresent() != step.then().isPresent();
        if (missing || !fits(step, EXACT_BITS) || (wide && rescaling.isEmpty())) {
            return false;
        }
        StepRecord record = record(Action.ELEMENTWISE)
                .set(Field.WIDE, wide ? 1 : 0)
                .set(Field.FACTOR, step.leftFactor().longValueExact())
                .set(Field.OTHER_FACTOR, step.rightFactor().longValueExact());
        rescaling.ifPresent(found -> found.into(record, step.out().layout().channels(), data));
        slot(slot(slot(record, Field.IN, step.left()), Field.OTHER, step.right()), Field.OUT, step.out());
        return true;
    }

    static boolean fits(Step.Sum step, int bits) {
        return fits(step.left(), step.leftFactor(), bits) && fits(step.right(), step.rightFactor(), bits);
    }

    private static boolean fits(Slot slot, BigInteger factor, int bits) {
        IntRange products = slot.range().times(factor);
        return factor.bitLength() <= bits
                && products.min().bitLength() <= bits
                && products.max().bitLength() <= bits;
    }

    /// {@return what the kernels call a program}
    MemorySegment header() {
        MemorySegment header = data.room(3 * Long.BYTES);
        header.setAtIndex(ValueLayout.JAVA_LONG, 0, count);
        header.setAtIndex(ValueLayout.JAVA_LONG, 1, groups);
        header.setAtIndex(ValueLayout.JAVA_LONG, 2, records.address());
        return header;
    }

    /// {@return how much memory a thread needs, in bytes}
    long bytes() {
        return bytes;
    }

    /// {@return how many events run at once}
    int events() {
        return groups * library.lanes();
    }
}
