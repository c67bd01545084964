package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Line;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A [Law] on an interval as what it is: a monotone staircase. Every step is found by solving for its place
/// exactly; the interval is never walked through.
///
/// @param interval the integers it is defined on
/// @param valueAtMin the law's value at the interval's lowest integer
/// @param steps where the value changes, in order of `first`; a jump over several levels is one step
public record Staircase(IntRange interval, BigInteger valueAtMin, List<Step> steps) {
    /// More steps than this are not listed.
    public static final int MAX_STEPS = 1 << 20;

    /// From `first` on, up to the next step, the law's value is `value`.
    public record Step(BigInteger first, BigInteger value) {}

    public Staircase {
        steps = List.copyOf(steps);
    }

    /// {@return the staircase of `law` on `interval`}
    /// @throws IllegalArgumentException if there may be more than [#MAX_STEPS] steps; ask [#stepsAtMost] before
    public static Staircase of(Law law, IntRange interval) {
        BigInteger bound = stepsAtMost(law, interval);
        if (bound.compareTo(BigInteger.valueOf(MAX_STEPS)) > 0) {
            throw new IllegalArgumentException("a staircase of up to " + bound + " steps is not listed");
        }
        BigInteger first = law.apply(interval.min());
        BigInteger last = law.apply(interval.max());
        List<Step> steps = new ArrayList<>();
        if (!first.equals(last)) {
            Line line = new Line(law.scale(), law.offset());
            BigInteger value = first;
            while (!value.equals(last)) {
                BigInteger place = nextChange(law, line, value);
                value = law.apply(place);
                steps.add(new Step(place, value));
            }
        }
        return new Staircase(interval, first, steps);
    }

    /// {@return a number of steps that the staircase cannot exceed: levels passed, or integers to step at}
    public static BigInteger stepsAtMost(Law law, IntRange interval) {
        BigInteger levels =
                law.apply(interval.max()).subtract(law.apply(interval.min())).abs();
        return levels.min(interval.max().subtract(interval.min()));
    }

    /// {@return the first integer whose value lies beyond `value`, in the direction the law goes}
    private static BigInteger nextChange(Law law, Line line, BigInteger value) {
        BigInteger level = line.rises() ? value.add(BigInteger.ONE) : value;
        Line.Crossing crossing = line.at(law.rounding().doubledBoundary(level));
        boolean included = law.rounding().boundaryIncluded(level);
        // Rising: the first x that reaches `level`. Falling: the first x behind the last one that still reaches it.
        return included == line.rises() ? crossing.ceil() : crossing.floor().add(BigInteger.ONE);
    }

    /// {@return whether the value grows somewhere}
    public boolean rising() {
        return !steps.isEmpty() && steps.getFirst().value().compareTo(valueAtMin) > 0;
    }

    /// {@return whether the value shrinks somewhere}
    public boolean falling() {
        return !steps.isEmpty() && steps.getFirst().value().compareTo(valueAtMin) < 0;
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
