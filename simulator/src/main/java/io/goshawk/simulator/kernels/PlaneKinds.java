package io.goshawk.simulator.kernels;

import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.kernels.Kinds.Stored;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How planes store slots: as bytes where their range and the weights on them allow, else as words.
final class PlaneKinds {
    private static final IntRange WORD = IntRange.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final IntRange BYTE = IntRange.of(Byte.MIN_VALUE, Byte.MAX_VALUE);

    private PlaneKinds() {}

    /// {@return how each slot of `plan` is stored; nothing for one that does not fit 32 bits}
    static List<Optional<Stored>> of(Plan plan) {
        List<IntRange> ranges =
                new ArrayList<>(plan.slots().stream().map(Slot::range).toList());
        boolean[] bytes = new boolean[ranges.size()];
        java.util.Arrays.fill(bytes, true);
        for (Step step : plan.steps()) {
            if (step instanceof Step.Product product) {
                int index = product.in().index();
                if (product.padded()) {
                    ranges.set(index, ranges.get(index).union(IntRange.only(product.padding())));
                }
                bytes[index] &= Kinds.isGrouped(product, Kind.BYTES)
                        || BYTE.contains(product.kernel().data().hull());
            }
        }
        List<Optional<Stored>> stored = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            stored.add(WORD.contains(ranges.get(i)) ? Optional.of(of(ranges.get(i), bytes[i])) : Optional.empty());
        }
        return stored;
    }

    private static Stored of(IntRange range, boolean bytes) {
        long min = range.min().longValueExact();
        long max = range.max().longValueExact();
        if (max - min > 255 || !bytes) {
            return new Stored(Kind.WORDS, 0);
        }
        // An even base keeps ties to even what they are.
        long even = max - Math.floorDiv(min, 2) * 2 <= 255 ? Math.floorDiv(min, 2) * 2 : min;
        return new Stored(Kind.BYTES, min >= 0 && max <= 255 ? 0 : even);
    }
}
