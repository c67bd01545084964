package io.goshawk.simulator.kernels;

import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chooses for each slot the narrowest kind that its range and the products on it allow.
final class Kinds {
    private static final IntRange WORD = IntRange.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final IntRange HALF = IntRange.of(Short.MIN_VALUE, Short.MAX_VALUE);
    private static final int MOST_SUM = Short.MAX_VALUE;

    private final Isa isa;

    Kinds(Isa isa) {
        this.isa = isa;
    }

    /// How a slot is stored: its elements less `base`.
    record Stored(Kind kind, long base) {}

    /// {@return how each slot of `plan` is stored; nothing for one that does not fit 32 bits}
    List<Optional<Stored>> of(Plan plan) {
        List<IntRange> ranges =
                new ArrayList<>(plan.slots().stream().map(Slot::range).toList());
        List<List<Step.Product>> readers = new ArrayList<>();
        plan.slots().forEach(_ -> readers.add(new ArrayList<>()));
        for (Step step : plan.steps()) {
            if (step instanceof Step.Product product) {
                int index = product.in().index();
                readers.get(index).add(product);
                if (product.padded()) {
                    ranges.set(index, ranges.get(index).union(IntRange.only(product.padding())));
                }
            }
        }
        List<Optional<Stored>> stored = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            stored.add(
                    WORD.contains(ranges.get(i)) ? Optional.of(of(ranges.get(i), readers.get(i))) : Optional.empty());
        }
        return stored;
    }

    private Stored of(IntRange range, List<Step.Product> readers) {
        long min = range.min().longValueExact();
        long max = range.max().longValueExact();
        if (max - min <= 255) {
            // An even base keeps ties to even what they are.
            long even = max - Math.floorDiv(min, 2) * 2 <= 255 ? Math.floorDiv(min, 2) * 2 : min;
            Stored bytes = new Stored(Kind.BYTES, min >= 0 && max <= 255 ? 0 : even);
            int largest = (int) (max - bytes.base());
            if (readers.stream().allMatch(product -> takesBytes(product, largest))) {
                return bytes;
            }
        }
        boolean halves = readers.stream()
                .allMatch(product -> isGrouped(product, Kind.HALVES)
                        || HALF.contains(product.kernel().data().hull()));
        if (max - min <= 65535 && halves) {
            return new Stored(Kind.HALVES, HALF.contains(range) ? 0 : min - Short.MIN_VALUE);
        }
        return new Stored(Kind.WORDS, 0);
    }

    /// {@return whether `product` has groups that do not fill words, and so takes any kind}
    static boolean isGrouped(Step.Product product, Kind kind) {
        Kernel kernel = product.kernel();
        return kernel.groups() > 1
                && (kernel.depth() % kind.channels() != 0 || kernel.outputsOfGroup() % NativeProgram.OUTPUTS != 0);
    }

    private boolean takesBytes(Step.Product product, int largest) {
        if (isGrouped(product, Kind.BYTES)) {
            return true;
        }
        Kernel kernel = product.kernel();
        if (!IntRange.of(Byte.MIN_VALUE, Byte.MAX_VALUE).contains(kernel.data().hull())) {
            return false;
        }
        return isa.anyBytes() || pairsFit(kernel, largest);
    }

    /// {@return whether two neighbouring products always fit 16 bits}
    private static boolean pairsFit(Kernel kernel, int largest) {
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int tap = 0; tap < kernel.taps(); tap++) {
                for (int input = 0; input < kernel.depth(); input += 2) {
                    long a = kernel.at(output, tap, input);
                    long b = input + 1 < kernel.depth() ? kernel.at(output, tap, input + 1) : 0;
                    long high = largest * (Math.max(a, 0) + Math.max(b, 0));
                    long low = largest * (Math.min(a, 0) + Math.min(b, 0));
                    if (high > MOST_SUM || low < -MOST_SUM) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
