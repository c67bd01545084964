package io.goshawk.simulator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Makes one step of sums and the rescaling right behind them, so that the sums stay in registers.
public final class Fusion {
    private Fusion() {}

    /// {@return `plan` with fused steps}
    public static Plan of(Plan plan) {
        return of(plan, (_, _) -> true);
    }

    /// {@return `plan` with those steps fused that `wanted` takes}
    public static Plan of(Plan plan, BiPredicate<Step, Step.Rescale> wanted) {
        int[] readers = plan.readers();
        List<Step> fused = new ArrayList<>();
        List<Step> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            Optional<Step> both =
                    i + 1 < steps.size() ? fuse(steps.get(i), steps.get(i + 1), readers, wanted) : Optional.empty();
            fused.add(both.orElse(steps.get(i)));
            i += both.isPresent() ? 1 : 0;
        }
        return new Plan(plan.slots(), plan.inputs(), fused, plan.outputs(), plan.values());
    }

    private static Optional<Step> fuse(Step first, Step second, int[] readers, BiPredicate<Step, Step.Rescale> wanted) {
        if (!(second instanceof Step.Rescale rescale)
                || !rescale.in().equals(first.out())
                || readers[first.out().index()] != 1
                || !wanted.test(first, rescale)) {
            return Optional.empty();
        }
        Optional<Step.Rescale> then = Optional.of(rescale);
        return switch (first) {
            case Step.Product p ->
                Optional.of(new Step.Product(p.in(), p.sums(), p.kernel(), p.window(), p.padding(), then));
            case Step.Sum s ->
                Optional.of(new Step.Sum(s.left(), s.leftFactor(), s.right(), s.rightFactor(), s.sums(), then));
            case Step.Rescale _, Step.Largest _, Step.Move _, Step.Winner _, Step.Known _ -> Optional.empty();
            case Step.Transform _, Step.Lookup _, Step.Interpreted _ -> Optional.empty();
        };
    }
}
