package io.goshawk.simulator.kernels;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.kernels.Kinds.Stored;
import io.goshawk.simulator.kernels.StepRecord.Action;
import io.goshawk.simulator.kernels.StepRecord.Field;
import io.goshawk.simulator.plan.Fusion;
import io.goshawk.simulator.plan.IntTable;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Lifetimes;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A plan as `planes.h` reads it: lanes are pixels, and a slot is a plane for each word of channels.
final class PlaneProgram {
    /// How many images run at once at most: the pixels of the smallest layers fill vectors better.
    static final int IMAGES = 4;

    private static final int ALIGNMENT = 64;
    /// `stride_of` of `planes.h`.
    private static final int ROUNDED = 16;
    /// Pixels of a tile, with any instruction set.
    private static final int TILE = 96;
    /// `STRIP` of `planes.h`.
    private static final int STRIP = 3;
    /// Multiplications of an event from which on an image fills the vectors by itself.
    private static final long LARGE = 1 << 20;

    private static final int EXACT_BITS = 51;

    private final KernelLibrary library;
    private final Plan plan;
    private final List<Optional<Stored>> stored;
    private final Data data = new Data();
    private final MemorySegment records;
    private final long[] offsets;
    private final long bytes;
    private long sums = StepRecord.WORDS;
    private int count;

    private PlaneProgram(KernelLibrary library, Plan plan, int ports) {
        this.library = library;
        this.plan = plan;
        this.stored = PlaneKinds.of(plan);
        this.records = data.room((long) (plan.steps().size() + ports) * PlaneRecord.BYTES);
        Lifetimes lifetimes = Lifetimes.of(plan, _ -> 0, this::bytes);
        long[] starts = new long[lifetimes.sizes().size() + 1];
        // Vectors may begin before a plane, and end behind it, by less than their length.
        starts[0] = ALIGNMENT;
        for (int i = 0; i + 1 < starts.length; i++) {
            starts[i + 1] = starts[i] + (lifetimes.sizes().get(i) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        this.offsets = plan.slots().stream()
                .mapToLong(slot -> starts[lifetimes.bufferOf().get(slot.index())])
                .toArray();
        this.bytes = starts[starts.length - 1] + ALIGNMENT;
    }

    /// {@return whether `plan` is of large steps on many pixels}
    static boolean suits(Plan plan) {
        long products = 0;
        int pixels = 0;
        for (Step step : plan.steps()) {
            if (step instanceof Step.Product product) {
                Kernel kernel = product.kernel();
                int places = product.sums().layout().pixels();
                products += (long) kernel.length() * kernel.outputs() * places;
                pixels = Math.max(pixels, places);
            }
        }
        return products >= LARGE && pixels >= TILE;
    }

    /// {@return the program of `plan`; nothing where a step has no kernel}
    static Optional<PlaneProgram> of(KernelLibrary library, Plan unfused, Graph<?> graph) {
        Plan plan = Fusion.of(unfused);
        int ports = plan.inputs().size() + plan.outputs().size();
        PlaneProgram program = new PlaneProgram(library, plan, ports);
        return program.build(graph) ? Optional.of(program) : Optional.empty();
    }

    private long bytes(Slot slot) {
        long lines = ((long) slot.layout().pixels() * IMAGES + ROUNDED - 1) / ROUNDED | 1;
        return stored(slot)
                .map(known -> lines * ROUNDED * known.kind().words(slot.layout().channels()) * Integer.BYTES)
                .orElse(0L);
    }

    private Optional<Stored> stored(Slot slot) {
        return stored.get(slot.index());
    }

    private boolean build(Graph<?> graph) {
        for (int i = 0; i < plan.inputs().size(); i++) {
            if (!port(Action.READ, plan.inputs().get(i), graph.inputs().get(i), i)) {
                return false;
            }
        }
        if (!plan.steps().stream().allMatch(this::add)) {
            return false;
        }
        for (int i = 0; i < plan.outputs().size(); i++) {
            Slot slot = plan.outputs().get(i);
            if (!port(Action.WRITE, slot, graph.outputs().get(i), plan.inputs().size() + i)) {
                return false;
            }
        }
        return true;
    }

    private PlaneRecord record(Action action) {
        return new PlaneRecord(records.asSlice(PlaneRecord.BYTES * count++, PlaneRecord.BYTES), action);
    }

    private StepRecord slot(StepRecord record, Field field, Slot slot) {
        return record.set(field, slot, offsets[slot.index()], stored(slot).orElseThrow());
    }

    private StepRecord slots(StepRecord record, Slot in, Slot out) {
        return slot(slot(record, Field.IN, in), Field.OUT, out);
    }

    private boolean port(Action action, Slot slot, Graph.Port port, int index) {
        IntType type = port.value().type().intElement();
        if (stored(slot).isEmpty() || type.bits() > Long.SIZE - 1) {
            return false;
        }
        int size = type.bits() <= 8 ? 1 : type.bits() <= 16 ? 2 : type.bits() <= 32 ? 4 : 8;
        slots(record(action).step(), slot, slot)
                .set(Field.PORT, index)
                .set(Field.BYTES, size)
                .set(Field.SIGNED, type.signed() ? 1 : 0)
                .set(Field.INNER, slot.layout().inner())
                .set(Field.ROW, slot.layout().size());
        return true;
    }

    private boolean add(Step step) {
        if (stored(step.out()).isEmpty()
                || !step.reads().stream().allMatch(slot -> stored(slot).isPresent())) {
            return false;
        }
        return switch (step) {
            case Step.Product product -> product(product);
            case Step.Rescale rescale -> rescale(rescale);
            case Step.Sum sum -> sum(sum);
            case Step.Largest largest -> largest(largest);
            case Step.Move move -> {
                StepRecord record = slots(record(Action.MOVE).step(), move.in().getFirst(), move.out());
                slot(record, Field.OTHER, move.in().getLast())
                        .set(Field.WINDOW, data.words(move.from().values()));
                yield true;
            }
            case Step.Winner winner -> {
                slots(record(Action.WINNER).step(), winner.in(), winner.out());
                yield true;
            }
            default -> false;
        };
    }

    private boolean largest(Step.Largest step) {
        Stored in = stored(step.in()).orElseThrow();
        if (!in.equals(stored(step.out()).orElseThrow())) {
            return false;
        }
        int least = in.kind() == Kind.BYTES ? 0 : Integer.MIN_VALUE;
        slots(record(Action.LARGEST).step(), step.in(), step.out())
                .set(Field.TAPS, step.taps())
                .set(Field.WINDOW, data.words(byTap(step.window(), step.taps())))
                .set(Field.PADDING, data.words(new int[] {least}));
        return true;
    }

    private boolean product(Step.Product step) {
        Optional<Rescaling> rescaling = step.then().flatMap(this::rescaling);
        if (stored(step.sums()).isEmpty()
                || rescaling.isPresent() != step.then().isPresent()) {
            return false;
        }
        Kernel kernel = step.kernel();
        Stored in = stored(step.in()).orElseThrow();
        boolean grouped = Kinds.isGrouped(step, in.kind());
        Weights weights = new Weights(step, in);
        PlaneRecord plane = record(grouped ? Action.GROUPED : Action.PRODUCT);
        StepRecord record = slots(plane.step(), step.in(), step.out())
                .set(Field.TAPS, kernel.taps())
                .set(Field.DEPTH, grouped ? kernel.depth() : in.kind().words(kernel.depth()))
                .set(Field.GROUPS, kernel.groups())
                .set(Field.WINDOW, data.words(byTap(step.window(), kernel.taps())))
                .set(Field.BIAS, data.words(weights.bias(true)))
                .set(Field.PADDING, data.words(weights.padding(1)));
        if (!grouped && in.kind() == Kind.BYTES && !library.isa().anyBytes()) {
            Couples.Lists lists = new Couples(kernel, largest(step, in)).lists();
            plane.lists(data.words(lists.starts()), data.words(lists.words()));
        } else {
            record.set(Field.WEIGHTS, data.words(grouped ? weights.plain() : weights.blocks()));
        }
        sums = Math.max(sums, kernel.outputs());
        rescaling.ifPresent(found -> found.into(record, kernel.outputs(), data));
        if (rescaling.filter(Rescaling::isBytes).isPresent()
                && stored(step.out()).orElseThrow().kind() == Kind.BYTES) {
            plane.bytes();
        }
        return true;
    }

    /// {@return for each vector of output pixels and each tap the input pixels, side by side}
    private int[] byTap(IntTable window, int taps) {
        int lanes = library.lanes();
        int pixels = window.length() / taps;
        int[] turned = new int[(pixels + lanes - 1) / lanes * lanes * taps];
        Arrays.fill(turned, -1);
        for (int i = 0; i < window.length(); i++) {
            int pixel = i / taps;
            turned[(pixel / lanes * taps + i % taps) * lanes + pixel % lanes] = window.at(i);
        }
        return turned;
    }

    private static int largest(Step.Product step, Stored in) {
        IntRange range = step.in().range();
        IntRange met = step.padded() ? range.union(IntRange.only(step.padding())) : range;
        return (int) (met.max().longValueExact() - in.base());
    }

    private Optional<Rescaling> rescaling(Step.Rescale step) {
        return Rescaling.of(step.channels(), stored(step.out()).orElseThrow().base(), false);
    }

    private boolean rescale(Step.Rescale step) {
        Optional<Rescaling> rescaling = rescaling(step);
        rescaling.ifPresent(found -> {
            StepRecord record = slots(record(Action.ELEMENTWISE).step(), step.in(), step.out());
            found.into(record.set(Field.FACTOR, 1), step.out().layout().channels(), data);
        });
        return rescaling.isPresent();
    }

    private boolean sum(Step.Sum step) {
        Stored out = stored(step.out()).orElseThrow();
        Optional<JoinedBytes> joined = JoinedBytes.of(
                step, stored(step.left()).orElseThrow(), stored(step.right()).orElseThrow(), out);
        boolean wide = !NativeProgram.fits(step, Integer.SIZE - 2);
        Optional<Rescaling> rescaling = joined.isPresent()
                ? Optional.empty()
                : step.then().flatMap(then -> Rescaling.of(then.channels(), out.base(), wide));
        boolean plain = step.then().isEmpty() && !wide;
        boolean rounds = rescaling.isPresent() && NativeProgram.fits(step, EXACT_BITS);
        if (joined.isEmpty() && !plain && !rounds) {
            return false;
        }
        PlaneRecord plane = record(Action.ELEMENTWISE);
        StepRecord record = slot(slots(plane.step(), step.left(), step.out()), Field.OTHER, step.right());
        if (joined.isPresent()) {
            plane.joined(joined.get(), data);
            return true;
        }
        record.set(Field.WIDE, wide ? 1 : 0)
                .set(Field.FACTOR, step.leftFactor().longValueExact())
                .set(Field.OTHER_FACTOR, step.rightFactor().longValueExact());
        rescaling.ifPresent(found -> found.into(record, step.out().layout().channels(), data));
        return true;
    }

    /// {@return what the kernels call a program}
    MemorySegment header() {
        MemorySegment header = data.room(2 * Long.BYTES);
        header.setAtIndex(ValueLayout.JAVA_LONG, 0, count);
        header.setAtIndex(ValueLayout.JAVA_LONG, 1, records.address());
        return header;
    }

    /// {@return how much memory the slots take, in bytes}
    long bytes() {
        return bytes;
    }

    /// {@return how much memory each thread needs besides, in bytes}
    long scratch() {
        return (Couples.BLOCK + sums + NativeProgram.OUTPUTS) * TILE * STRIP * Integer.BYTES;
    }
}
