package io.goshawk.simulator.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// Makes one step of sums and the rescaling of them alone, so that the sums stay in registers.
public final class Fusion {
    private Fusion() {}

    /// {@return `plan` with fused steps}
    public static Plan of(Plan plan) {
        return of(plan, (_, _) -> true);
    }

    /// {@return `plan` with those steps fused that `wanted` takes}
    public static Plan of(Plan plan, BiPredicate<Step, Step.Rescale> wanted) {
        Map<Integer, Step.Rescale> rescales = rescales(plan);
        Set<Integer> fused = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (step instanceof Step.Rescale rescale
                    && fused.contains(rescale.in().index())) {
                continue;
            }
            Step.Rescale then = rescales.get(step.out().index());
            Optional<Step> both = then == null || !wanted.test(step, then) ? Optional.empty() : fuse(step, then);
            both.ifPresent(_ -> fused.add(then.in().index()));
            steps.add(both.orElse(step));
        }
        return new Plan(plan.slots(), plan.inputs(), steps, plan.outputs(), plan.values());
    }

    /// {@return the rescalings of slots that nothing else reads, wherever they stand}
    private static Map<Integer, Step.Rescale> rescales(Plan plan) {
        int[] readers = plan.readers();
        return plan.steps().stream()
                .filter(step -> step instanceof Step.Rescale rescale
                        && readers[rescale.in().index()] == 1)
                .map(Step.Rescale.class::cast)
                .collect(Collectors.toMap(rescale -> rescale.in().index(), rescale -> rescale));
    }

    private static Optional<Step> fuse(Step first, Step.Rescale rescale) {
        Optional<Step.Rescale> then = Optional.of(rescale);
        return switch (first) {
            case Step.Product p ->
                Optional.of(new Step.Product(p.in(), p.sums(), p.kernel(), p.window(), p.padding(), then));
            case Step.Sum s ->
                Optional.of(new Step.Sum(s.left(), s.leftFactor(), s.right(), s.rightFactor(), s.sums(), then));
            case Step.Batch b -> Optional.of(new Step.Batch(b.left(), b.right(), b.sums(), b.op(), then));
            case Step.Rescale _, Step.Largest _, Step.Move _, Step.Winner _, Step.Known _ -> Optional.empty();
            case Step.Transform _, Step.Lookup _, Step.Interpreted _ -> Optional.empty();
        };
    }
}
