package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Finds for each law the cheapest integer form that is proven equal to it on the interval that can
/// occur.
///
/// Tried in this order (contract 1.2): a wire or a shift, the same with tie correction, a short
/// multiplier with addend and shift, thresholds. Every form taken is proven on all treads of the law's
/// staircase.
public final class RequantizerSolver {
    /// Staircases of more treads get no thresholds.
    private static final int MAX_THRESHOLDS = 4096;
    /// With no more steps than this, thresholds may be cheaper than a shift with a tie correction and a
    /// clamp.
    private static final BigInteger FEW_STEPS = BigInteger.valueOf(7);

    private RequantizerSolver() {}

    /// {@return a requantiser for each law; all of one kind of form where that costs least in total, so
    ///     that the channels of a layer make one loop or one array of equal blocks}
    ///
    /// @param intervals the inputs that can occur, one for each law
    /// @throws NoFormException if a law has no integer form
    public static List<Requantizer> solve(List<Law> laws, List<IntRange> intervals) {
        List<Choice> choices = IntStream.range(0, laws.size())
                .mapToObj(i -> choose(laws.get(i), intervals.get(i)))
                .toList();
        long scales = total(choices, Choice::scaled);
        long thresholds = total(choices, Choice::counted);
        return choices.stream()
                .map(choice ->
                        choice.best(scales == Long.MAX_VALUE && thresholds == Long.MAX_VALUE, scales <= thresholds))
                .toList();
    }

    private static long total(List<Choice> choices, java.util.function.Function<Choice, Optional<Form>> kind) {
        long sum = 0;
        for (Choice choice : choices) {
            Optional<Form> form = kind.apply(choice);
            if (form.isEmpty()) {
                return Long.MAX_VALUE;
            }
            sum += FormCost.of(form.get(), choice.interval(), choice.law().clamp());
        }
        return sum;
    }

    /// The best forms of each kind for one law.
    private record Choice(Law law, IntRange interval, Optional<Form> scaled, Optional<Form> counted) {
        Requantizer best(boolean mixed, boolean preferScale) {
            boolean scale = mixed ? scaled.isPresent() : preferScale;
            return new Requantizer((scale ? scaled : counted).orElseThrow(), interval, law);
        }
    }

    private static Choice choose(Law law, IntRange interval) {
        if (law.apply(interval.min()).equals(law.apply(interval.max()))) {
            return constant(law, interval);
        }
        BigInteger bound = Staircase.stepsAtMost(law, interval);
        Optional<Form> shift = bound.compareTo(FEW_STEPS) > 0
                ? ScaleForms.whole(law).or(() -> ScaleForms.shift(law))
                : Optional.empty();
        if (shift.isPresent()) {
            return new Choice(law, interval, shift, Optional.empty());
        }
        // A step may be a jump over many levels, each of which the searches would look at.
        BigInteger levels =
                law.apply(interval.max()).subtract(law.apply(interval.min())).abs();
        if (levels.compareTo(BigInteger.valueOf(Staircase.MAX_STEPS)) > 0) {
            return new Choice(law, interval, Optional.of(unlisted(law)), Optional.empty());
        }
        Staircase stairs = Staircase.of(law, interval);
        Optional<Form> scaled = scaled(law, interval, stairs);
        Optional<Form> counted = Optional.of(thresholds(stairs))
                .filter(form -> form.thresholds().size() <= MAX_THRESHOLDS)
                .map(form -> form);
        if (scaled.isEmpty() && counted.isEmpty()) {
            throw new NoFormException(law, interval);
        }
        return new Choice(law, interval, scaled, counted);
    }

    private static Choice constant(Law law, IntRange interval) {
        BigInteger value = law.apply(interval.min());
        Form scale = new Form.Scale(BigInteger.ZERO, value, 0, Rounding.FLOOR);
        Form none = new Form.Thresholds(value, false, List.of());
        return new Choice(law, interval, Optional.of(scale), Optional.of(none));
    }

    /// A staircase too long to list: only the forms that are equal by construction.
    private static Form unlisted(Law law) {
        return ScaleForms.of(law).stream()
                .filter(form -> form.rounding() == law.rounding() || ScaleForms.isFloor(law.rounding()))
                .findFirst()
                .orElseThrow(() -> new NoFormException(law, law.clamp()));
    }

    private static Optional<Form> scaled(Law law, IntRange interval, Staircase stairs) {
        List<Form> proven = new ArrayList<>(ScaleForms.of(law).stream()
                .filter(form -> FormProof.holds(form, law.clamp(), stairs))
                .toList());
        // One signed digit is a shift, with at most one adder for the tie: no multiplier beats it.
        boolean shift = proven.stream()
                .anyMatch(form -> form instanceof Form.Scale scale && SignedDigits.count(scale.multiplier()) == 1);
        if (!shift) {
            multiplier(law, stairs)
                    .filter(form -> FormProof.holds(form, law.clamp(), stairs))
                    .ifPresent(proven::add);
        }
        return proven.stream().min(Comparator.comparingLong(form -> FormCost.of(form, interval, law.clamp())));
    }

    private static Optional<Form> multiplier(Law law, Staircase stairs) {
        if (stairs.rising()) {
            return new MultiplierSearch(stairs, law.clamp(), law.scale()).find().map(form -> form);
        }
        // Mirrored at zero the staircase rises; the multiplier found for it serves with its sign changed.
        return new MultiplierSearch(mirrored(stairs), law.clamp(), law.scale().negate())
                .find()
                .map(form -> new Form.Scale(form.multiplier().negate(), form.addend(), form.shift(), form.rounding()));
    }

    private static Staircase mirrored(Staircase stairs) {
        List<Staircase.Step> steps = new ArrayList<>();
        for (int tread = stairs.treads() - 2; tread >= 0; tread--) {
            steps.add(new Staircase.Step(stairs.tread(tread).max().negate(), stairs.valueOf(tread)));
        }
        return new Staircase(stairs.interval().negate(), stairs.valueAtMax(), steps);
    }

    private static Form.Thresholds thresholds(Staircase stairs) {
        List<BigInteger> places = new ArrayList<>();
        BigInteger level = stairs.valueAtMin();
        for (Staircase.Step step : stairs.steps()) {
            int levels = step.value()
                    .subtract(level)
                    .abs()
                    .min(BigInteger.valueOf(MAX_THRESHOLDS + 1L))
                    .intValueExact();
            for (int i = 0; i < levels; i++) {
                places.add(step.first());
            }
            level = step.value();
        }
        return new Form.Thresholds(stairs.valueAtMin(), stairs.falling(), places);
    }
}
