package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import java.util.List;
import java.util.Optional;

/// The best form of each kind for one law, with what is known about the multiplier.
///
/// @param scaled a shift or a multiplication, bent where the law is
/// @param counted thresholds
/// @param listed a table
/// @param proof why `scaled` has the multiplier it has, or why it is missing
record Candidates(
        StepFunction law,
        IntRange interval,
        Optional<Form> scaled,
        Optional<Form> counted,
        Optional<Form> listed,
        MultiplierProof proof) {
    /// The kinds, the preferred first where they cost the same.
    enum Kind {
        SCALED,
        COUNTED,
        LISTED
    }

    Optional<Form> of(Kind kind) {
        return switch (kind) {
            case SCALED -> scaled;
            case COUNTED -> counted;
            case LISTED -> listed;
        };
    }

    /// {@return what the form of this kind costs, or [FormCost#NONE] where there is none}
    long cost(Kind kind, FormCost costs) {
        return of(kind).map(form -> costs.of(form, interval, law.clamp())).orElse(FormCost.NONE);
    }

    /// {@return the cheapest kind; nothing where the law has no form at all}
    Optional<Kind> cheapest(FormCost costs) {
        return List.of(Kind.values()).stream()
                .filter(kind -> of(kind).isPresent())
                .min(java.util.Comparator.comparingLong(kind -> cost(kind, costs)));
    }
}
