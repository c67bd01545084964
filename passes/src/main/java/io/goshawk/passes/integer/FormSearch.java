package io.goshawk.passes.integer;

import io.goshawk.ir.integer.BentLaw;
import io.goshawk.ir.integer.Certificate;
import io.goshawk.ir.integer.CountLaw;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds the best form of each kind for a law on an interval.
final class FormSearch {
    /// Staircases of more treads get no thresholds.
    private static final int MAX_THRESHOLDS = 4096;
    /// Intervals of more integers get no table, unless nothing else is left.
    private static final int MAX_TABLE = 4096;
    /// The search for a shorter multiplier goes through every step, so a dyadic law of more values than
    /// this is computed by its own formula where it is one of many.
    private static final long WIDE = 1L << 13;
    /// As many values may be gone through for all laws of an operation together.
    private static final long WIDE_IN_ALL = 1L << 17;
    private static final int LARGEST_TABLE = 1 << 16;
    /// With no more steps than this, thresholds may be cheaper than a shift with a tie correction and a
    /// clamp.
    private static final BigInteger FEW_STEPS = BigInteger.valueOf(7);

    /// Dyadic laws of more values than this are not searched.
    private final BigInteger wide;

    private FormSearch(long wide) {
        this.wide = BigInteger.valueOf(wide);
    }

    private record Asked(StepFunction law, IntRange interval) {}

    /// {@return the candidates for each law of an operation; none at all where one has no integer form
    ///     of this build}
    static List<Candidates> of(List<? extends StepFunction> laws, List<IntRange> intervals) {
        List<Asked> asked = IntStream.range(0, laws.size())
                .mapToObj(i -> new Asked(laws.get(i), intervals.get(i)))
                .toList();
        List<Asked> different = asked.stream().distinct().toList();
        FormSearch search = new FormSearch(Math.max(WIDE, WIDE_IN_ALL / different.size()));
        Map<Asked, Candidates> found = different.parallelStream()
                .collect(Collectors.toMap(one -> one, one -> search.of(one.law, one.interval)));
        return asked.stream().map(found::get).toList();
    }

    private Candidates of(StepFunction law, IntRange interval) {
        StepFunction here = law.on(interval);
        IntRange values = here.over(interval);
        if (values.min().equals(values.max())) {
            return constant(law, interval, values.min());
        }
        return switch (here) {
            case Law straight -> straight(law, straight, interval);
            case CountLaw counted -> counted(law, counted, interval);
            case BentLaw bent -> bent(law, bent, interval);
        };
    }

    private static Candidates constant(StepFunction law, IntRange interval, BigInteger value) {
        Form scale = new Form.Scale(BigInteger.ZERO, value, 0, Rounding.FLOOR);
        Form none = new Form.Thresholds(value, false, List.of());
        return new Candidates(
                law,
                interval,
                Optional.of(scale),
                Optional.of(none),
                table(law, interval, MAX_TABLE),
                new MultiplierProof.Constant());
    }

    private Candidates straight(StepFunction stated, Law law, IntRange interval) {
        BigInteger bound = Staircase.stepsAtMost(law, interval);
        if (bound.compareTo(FEW_STEPS) > 0) {
            Optional<Form> whole = ScaleForms.whole(law);
            Optional<Form> ready = whole.or(() -> ScaleForms.shift(law));
            if (ready.isPresent()) {
                MultiplierProof proof = whole.isPresent()
                        ? new MultiplierProof.WholeFactor(law.scale().floor())
                        : new MultiplierProof.PowerOfTwo();
                return new Candidates(stated, interval, ready, Optional.empty(), Optional.empty(), proof);
            }
        }
        // A step may be a jump over many levels, each of which a threshold would stand for.
        IntRange values = law.over(interval);
        Optional<Form> own = values.count().compareTo(wide) > 0 ? ownFormula(law) : Optional.empty();
        if (own.isPresent() || values.count().compareTo(BigInteger.valueOf(Staircase.MAX_STEPS)) > 0) {
            return new Candidates(
                    stated,
                    interval,
                    own.or(() -> unlisted(law)).or(() -> quotient(law)),
                    Optional.empty(),
                    Optional.empty(),
                    new MultiplierProof.OwnFormula());
        }
        Staircase stairs = Staircase.of(law, interval);
        Multiplied found = Multiplied.of(law, interval, stairs);
        return new Candidates(
                stated,
                interval,
                found.form().<Form>map(form -> form).or(() -> quotient(law)),
                thresholds(stairs),
                table(stairs, MAX_TABLE),
                found.proof());
    }

    private static Optional<Form> quotient(Law law) {
        return Form.Quotient.of(law).map(form -> form);
    }

    /// Thresholds at equal distances are a multiplication in disguise.
    private static Candidates counted(StepFunction stated, CountLaw law, IntRange interval) {
        Staircase stairs = Staircase.of(law, interval);
        Multiplied found = Multiplied.plain(law.clamp(), stairs);
        return new Candidates(
                stated,
                interval,
                found.form().map(form -> form),
                thresholds(stairs),
                table(stairs, MAX_TABLE),
                found.proof());
    }

    /// {@return the form that is the law's own formula, whatever the interval}
    private static Optional<Form> ownFormula(Law law) {
        return ScaleForms.of(law).stream()
                .filter(Form.Scale.class::isInstance)
                .map(Form.Scale.class::cast)
                .filter(form -> Certificate.sameFunction(form, law))
                .<Form>map(form -> form)
                .findFirst();
    }

    /// A staircase too long to list: only the forms that are equal by construction.
    private static Optional<Form> unlisted(Law law) {
        return ScaleForms.of(law).stream()
                .filter(form -> form.rounding() == law.rounding() || ScaleForms.isFloor(law.rounding()))
                .<Form>map(form -> form)
                .findFirst();
    }

    private Candidates bent(StepFunction stated, BentLaw law, IntRange interval) {
        BigInteger last = law.pivot().subtract(BigInteger.ONE);
        Candidates below = of(law.below(), new IntRange(interval.min(), last));
        Candidates above = of(law.above(), new IntRange(law.pivot(), interval.max()));
        Optional<Form> scaled = below.scaled()
                .flatMap(left -> above.scaled().flatMap(right -> BentForms.joined(law.pivot(), left, right)))
                .filter(form -> holds(form, interval, stated));
        boolean listable = Staircase.stepsAtMost(law, interval).compareTo(BigInteger.valueOf(MAX_THRESHOLDS)) <= 0;
        Optional<Form> counted = listable ? thresholds(Staircase.of(law, interval)) : Optional.empty();
        boolean any = scaled.isPresent() || counted.isPresent();
        return new Candidates(
                stated,
                interval,
                scaled,
                counted,
                table(stated, interval, any ? MAX_TABLE : LARGEST_TABLE),
                new MultiplierProof.Bent(below.proof(), above.proof()));
    }

    private static boolean holds(Form form, IntRange interval, StepFunction law) {
        return Certificate.check(new Requantizer(form, interval, law)) instanceof Certificate.Verdict.Holds;
    }

    private static Optional<Form> table(StepFunction law, IntRange interval, int most) {
        return interval.count().compareTo(BigInteger.valueOf(most)) <= 0
                ? table(Staircase.of(law, interval), most)
                : Optional.empty();
    }

    private static Optional<Form> table(Staircase stairs, int most) {
        if (stairs.interval().count().compareTo(BigInteger.valueOf(most)) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Form.Table(stairs.interval().min(), StairForms.values(stairs)));
    }

    private static Optional<Form> thresholds(Staircase stairs) {
        BigInteger levels = stairs.valueAtMax().subtract(stairs.valueAtMin()).abs();
        if (levels.compareTo(BigInteger.valueOf(MAX_THRESHOLDS)) > 0 || !(stairs.rising() || stairs.falling())) {
            return Optional.empty();
        }
        return Optional.of(new Form.Thresholds(stairs.valueAtMin(), stairs.falling(), StairForms.places(stairs)));
    }
}
