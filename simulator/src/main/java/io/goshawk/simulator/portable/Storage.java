package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Lifetimes;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// Which domain each slot is in, and which slots share their rows.
final class Storage {
    /// Rows take whole lines of the cache, an odd number of them: 12 numbers make up for the array's
    /// header.
    private static final int MORE = 12;

    private final Plan plan;
    private final Domain[] domains;
    private final Lifetimes lifetimes;

    Storage(Plan plan) {
        this.plan = plan;
        this.domains = plan.slots().stream().map(Domain::holding).toArray(Domain[]::new);
        for (Step step : plan.steps()) {
            Slot out = step.out();
            domains[out.index()] = domains[out.index()].max(needed(step));
        }
        this.lifetimes = Lifetimes.of(
                plan, slot -> of(slot).ordinal(), slot -> slot.layout().size());
    }

    /// {@return the domain of what `step` computes on the way}
    private Domain needed(Step step) {
        return switch (step) {
            case Step.Product product -> {
                double bound = Bounds.of(product);
                yield Arrays.stream(Domain.values())
                        .filter(domain -> domain.holds(bound))
                        .findFirst()
                        .orElse(Domain.EXACT)
                        .max(of(product.in()));
            }
            case Step.Sum sum -> {
                double bound = Bounds.of(sum);
                Domain wide = of(sum.left()).max(of(sum.right()));
                yield Arrays.stream(Domain.values())
                        .filter(domain -> domain.holds(bound))
                        .findFirst()
                        .orElse(Domain.EXACT)
                        .max(wide);
            }
            case Step.Move move -> move.in().stream().map(this::of).reduce(Domain.SINGLE, Domain::max);
            case Step.Largest largest -> of(largest.in());
            case Step.Rescale _, Step.Winner _, Step.Known _, Step.Interpreted _ -> Domain.SINGLE;
            case Step.Batch _, Step.Transform _, Step.Lookup _ -> Domain.SINGLE;
        };
    }

    Domain of(Slot slot) {
        return domains[slot.index()];
    }

    /// {@return for each slot an array of rows}
    Object[] allocate(int lanes) {
        Map<Domain, Object[]> made = new EnumMap<>(Domain.class);
        Object[] arrays = new Object[plan.slots().size()];
        for (Slot slot : plan.slots()) {
            int buffer = lifetimes.bufferOf().get(slot.index());
            Object[] buffers = made.computeIfAbsent(
                    of(slot), _ -> new Object[lifetimes.sizes().size()]);
            if (buffers[buffer] == null) {
                buffers[buffer] =
                        rows(of(slot), Math.toIntExact(lifetimes.sizes().get(buffer)), lanes);
            }
            arrays[slot.index()] = buffers[buffer];
        }
        return arrays;
    }

    private static Object rows(Domain domain, int count, int lanes) {
        return switch (domain) {
            case SINGLE -> new float[count][lanes + MORE];
            case DOUBLE -> new double[count][lanes + MORE];
            case EXACT -> {
                BigInteger[][] zeros = new BigInteger[count][lanes];
                for (BigInteger[] row : zeros) {
                    Arrays.fill(row, BigInteger.ZERO);
                }
                yield zeros;
            }
        };
    }
}
