package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import java.util.List;
import java.util.Optional;

/// Finds for each law the cheapest integer form that is proven equal to it on the interval that can
/// occur.
///
/// The kinds (contract 1.2): a wire or a shift, the same with tie correction, a multiplier of the
/// fewest bits with addend and shift, thresholds, a table. Every form taken is checked on all treads of
/// the law's staircase once more by the verifier.
public final class RequantizerSolver {
    private RequantizerSolver() {}

    /// {@return a requantiser for each law, by what they cost in logic}
    /// @throws NoFormException if a law has no integer form
    public static List<Requantizer> solve(List<? extends StepFunction> laws, List<IntRange> intervals) {
        return solve(laws, intervals, FormCost.LOGIC);
    }

    /// {@return a requantiser for each law; all of one kind of form where that costs least in total, so
    ///     that the channels of a layer make one loop or one array of equal blocks}
    ///
    /// @param intervals the inputs that can occur, one for each law
    /// @param costs where the forms will run
    /// @throws NoFormException if a law has no integer form
    public static List<Requantizer> solve(List<? extends StepFunction> laws, List<IntRange> intervals, FormCost costs) {
        List<Candidates> all = FormSearch.of(laws, intervals);
        Optional<Candidates.Kind> common = common(all, costs);
        return all.stream().map(one -> requantizer(one, common, costs)).toList();
    }

    private static Requantizer requantizer(Candidates one, Optional<Candidates.Kind> common, FormCost costs) {
        Form form = common.or(() -> one.cheapest(costs))
                .flatMap(one::of)
                .orElseThrow(() -> new NoFormException(one.law(), one.interval()));
        return new Requantizer(form, one.interval(), one.law());
    }

    /// {@return the kind that costs least for all of them together; nothing where none is there for
    ///     all}
    static Optional<Candidates.Kind> common(List<Candidates> all, FormCost costs) {
        Optional<Candidates.Kind> best = Optional.empty();
        long least = Long.MAX_VALUE;
        for (Candidates.Kind kind : Candidates.Kind.values()) {
            boolean complete = all.stream().allMatch(one -> one.of(kind).isPresent());
            long total = all.stream().mapToLong(one -> one.cost(kind, costs)).reduce(0, FormCost::sum);
            if (complete && total < least) {
                best = Optional.of(kind);
                least = total;
            }
        }
        return best;
    }
}
