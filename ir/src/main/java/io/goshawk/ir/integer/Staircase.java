package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Line;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [StepFunction] on an interval as what it is: a staircase, and a monotone one where it is a [Law].
/// Every step is found by solving for its place exactly; the interval is never walked through.
///
/// @param interval the integers it is defined on
/// @param valueAtMin the law's value at the interval's lowest integer
/// @param steps where the value changes, in order of `first`; a jump over several levels is one step
public record Staircase(IntRange interval, BigInteger valueAtMin, List<Step> steps) {
    /// More steps than this are not listed.
    public static final int MAX_STEPS = 1 << 20;

    /// From `first` on, up to the next step, the law's value is `value`.
    public record Step(BigInteger first, BigInteger value) {}

    /// Places and values of so many bits are counted in longs.
    private static final int LONG_BITS = 50;

    public Staircase {
        steps = steps instanceof LongSteps ? steps : List.copyOf(steps);
    }

    /// {@return the steps as longs; nothing where they were not counted in them}
    public Optional<LongSteps> inLongs() {
        return steps instanceof LongSteps longs ? Optional.of(longs) : Optional.empty();
    }

    /// {@return the staircase of `law` on `interval`}
    /// @throws IllegalArgumentException if there may be more than [#MAX_STEPS] steps; ask
    ///     [#stepsAtMost] before
    public static Staircase of(StepFunction law, IntRange interval) {
        BigInteger bound = stepsAtMost(law, interval);
        if (bound.compareTo(BigInteger.valueOf(MAX_STEPS)) > 0) {
            throw new IllegalArgumentException("a staircase of up to " + bound + " steps is not listed");
        }
        return switch (law.on(interval)) {
            case Law straight -> of(straight, interval);
            case CountLaw counted -> of(counted, interval);
            case BentLaw bent -> of(bent.below(), bent.left(interval)).then(of(bent.above(), bent.right(interval)));
        };
    }

    private static Staircase of(Law law, IntRange interval) {
        BigInteger first = law.apply(interval.min());
        BigInteger last = law.apply(interval.max());
        if (first.equals(last)) {
            return new Staircase(interval, first, List.of());
        }
        Line line = new Line(law.scale(), law.offset());
        if (fits(interval) && fits(law.clamp())) {
            return new Staircase(
                    interval, first, LongSteps.of(law, line, first.longValueExact(), last.longValueExact()));
        }
        List<Step> steps = new ArrayList<>();
        BigInteger value = first;
        while (!value.equals(last)) {
            BigInteger place = nextChange(law, line, value);
            value = law.clamp().clamp(line.rounded(law.rounding(), place));
            steps.add(new Step(place, value));
        }
        return new Staircase(interval, first, steps);
    }

    private static boolean fits(IntRange range) {
        return range.magnitude().bitLength() <= LONG_BITS;
    }

    private static Staircase of(CountLaw law, IntRange interval) {
        BigInteger first = law.apply(interval.min());
        BigInteger value = first;
        List<Step> steps = new ArrayList<>();
        for (BigInteger place : law.thresholds()) {
            boolean inside = place.compareTo(interval.min()) > 0 && place.compareTo(interval.max()) <= 0;
            if (inside && !law.apply(place).equals(value)) {
                value = law.apply(place);
                steps.add(new Step(place, value));
            }
        }
        return new Staircase(interval, first, steps);
    }

    private Staircase then(Staircase next) {
        List<Step> all = new ArrayList<>(steps);
        if (!next.valueAtMin.equals(valueAtMax())) {
            all.add(new Step(next.interval.min(), next.valueAtMin));
        }
        all.addAll(next.steps);
        return new Staircase(new IntRange(interval.min(), next.interval.max()), valueAtMin, all);
    }

    /// {@return a number of steps that the staircase cannot exceed: levels passed, or integers to step
    ///     at}
    public static BigInteger stepsAtMost(StepFunction law, IntRange interval) {
        return switch (law.on(interval)) {
            case Law straight -> {
                IntRange values = straight.over(interval);
                yield values.max().subtract(values.min()).min(interval.max().subtract(interval.min()));
            }
            case CountLaw counted ->
                BigInteger.valueOf(counted.thresholds().size())
                        .min(interval.max().subtract(interval.min()));
            case BentLaw bent ->
                stepsAtMost(bent.below(), bent.left(interval))
                        .add(stepsAtMost(bent.above(), bent.right(interval)))
                        .add(BigInteger.ONE);
        };
    }

    /// {@return the first integer whose value lies beyond `value`, in the direction the law goes}
    private static BigInteger nextChange(Law law, Line line, BigInteger value) {
        BigInteger level = line.rises() ? value.add(BigInteger.ONE) : value;
        Line.Crossing crossing = line.at(law.rounding().doubledBoundary(level));
        boolean included = law.rounding().boundaryIncluded(level);
        // Rising: the first x that reaches `level`. Falling: the first x behind the last one that still reaches it.
        return included == line.rises() ? crossing.ceil() : crossing.floor().add(BigInteger.ONE);
    }

    /// {@return whether the value grows at each step, of which there are some}
    public boolean rising() {
        return !steps.isEmpty() && goes(1);
    }

    /// {@return whether the value shrinks at each step, of which there are some}
    public boolean falling() {
        return !steps.isEmpty() && goes(-1);
    }

    private boolean goes(int direction) {
        if (steps instanceof LongSteps longs) {
            return longs.goes(valueAtMin.longValueExact(), direction);
        }
        BigInteger before = valueAtMin;
        for (Step step : steps) {
            if (step.value().compareTo(before) != direction) {
                return false;
            }
            before = step.value();
        }
        return true;
    }

    /// {@return the law's value at the interval's highest integer}
    public BigInteger valueAtMax() {
        return steps.isEmpty() ? valueAtMin : steps.getLast().value();
    }

    /// {@return how many treads there are, one more than steps}
    public int treads() {
        return steps.size() + 1;
    }

    /// {@return the value on tread `index`, counted from 0}
    public BigInteger valueOf(int index) {
        return index == 0 ? valueAtMin : steps.get(index - 1).value();
    }

    /// {@return the integers of tread `index`, counted from 0: all of them have one value}
    public IntRange tread(int index) {
        BigInteger from = index == 0 ? interval.min() : steps.get(index - 1).first();
        BigInteger to = index == steps.size()
                ? interval.max()
                : steps.get(index).first().subtract(BigInteger.ONE);
        return new IntRange(from, to);
    }

    /// {@return the law's value at `x`, which lies in the interval}
    public BigInteger apply(BigInteger x) {
        int low = 0;
        int high = steps.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x.compareTo(steps.get(middle).first()) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return valueOf(low);
    }
}
