package io.goshawk.passes.integer;

import io.goshawk.ir.integer.CountLaw;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The reals of one channel as a function of its integers: a line, perhaps bent, within bounds.
///
/// @param floor, ceiling bounds where a ReLU or a clip set them
/// @param bend what takes the line's place below a pivot, where a LeakyReLU or a PReLU bent it
public record ChannelMap(Real scale, Real offset, Optional<Real> floor, Optional<Real> ceiling, Optional<Bend> bend) {
    /// `scale * x + offset` where `pivotScale * x + pivotOffset < 0`.
    record Bend(Real pivotScale, Real pivotOffset, Real scale, Real offset) {}

    /// {@return `scale * x + offset`}
    static ChannelMap line(Real scale, Real offset) {
        return new ChannelMap(scale, offset, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// {@return whether it is a line}
    boolean isAffine() {
        return floor.isEmpty() && ceiling.isEmpty() && bend.isEmpty();
    }

    /// {@return how far this function's values at integers lie apart from its offset: whole
    ///     combinations of these}
    List<Real> distances() {
        List<Real> distances = new ArrayList<>(List.of(scale));
        floor.ifPresent(bound -> distances.add(bound.minus(offset)));
        ceiling.ifPresent(bound -> distances.add(bound.minus(offset)));
        bend.ifPresent(b -> distances.addAll(List.of(b.scale(), b.offset().minus(offset))));
        return distances;
    }

    /// {@return this function, times `factor`, plus `addend`}
    ChannelMap then(Real factor, Real addend) {
        UnaryOperator<Real> next = y -> factor.times(y).plus(addend);
        Optional<Bend> bent = bend.map(
                b -> new Bend(b.pivotScale(), b.pivotOffset(), factor.times(b.scale()), next.apply(b.offset())));
        // A negative factor turns the bounds around.
        boolean turns = factor.signum() < 0;
        return new ChannelMap(
                factor.times(scale),
                next.apply(offset),
                (turns ? ceiling : floor).map(next),
                (turns ? floor : ceiling).map(next),
                bent);
    }

    /// {@return this function, which is straight, of the negated integers}
    ChannelMap turned() {
        return new ChannelMap(scale.negate(), offset, floor, ceiling, bend);
    }

    /// {@return `min(max(this, low), high)`, with the bounds that there are}
    ChannelMap clip(Optional<Real> low, Optional<Real> high) {
        ChannelMap raised = low.map(this::raised).orElse(this);
        return high.map(raised::lowered).orElse(raised);
    }

    private ChannelMap raised(Real low) {
        return new ChannelMap(
                scale,
                offset,
                Optional.of(floor.map(f -> max(f, low)).orElse(low)),
                ceiling.map(c -> max(c, low)),
                bend);
    }

    private ChannelMap lowered(Real high) {
        return new ChannelMap(
                scale,
                offset,
                floor.map(f -> min(f, high)),
                Optional.of(ceiling.map(c -> min(c, high)).orElse(high)),
                bend);
    }

    /// {@return `slope * y` in place of this function's `y` below 0}
    /// @throws IllegalArgumentException if that is no function of this family
    ChannelMap bent(Real slope) {
        if (bend.isPresent()) {
            throw new IllegalArgumentException("two LeakyReLU or PReLU without a quantiser between");
        }
        boolean bounded = floor.isPresent() || ceiling.isPresent();
        if (bounded && slope.signum() < 0) {
            throw new IllegalArgumentException("a PReLU of negative slope behind a ReLU without a quantiser between");
        }
        UnaryOperator<Real> bound = y -> y.signum() < 0 ? slope.times(y) : y;
        return new ChannelMap(
                scale,
                offset,
                floor.map(bound),
                ceiling.map(bound),
                Optional.of(new Bend(scale, offset, slope.times(scale), slope.times(offset))));
    }

    /// {@return the law behind a quantiser whose code `c` stands for `step * c + zero`: rounding is
    ///     monotone, so the bounds on the reals become bounds on the integers}
    StepFunction law(Real step, Real zero, Rounding rounding, IntRange clamp) {
        UnaryOperator<Real> steps = y -> y.minus(zero).dividedBy(step);
        IntRange low = floor.map(f -> clamp.atLeast(clamp.clamp(rounding.apply(steps.apply(f)))))
                .orElse(clamp);
        IntRange bounds = ceiling.map(c -> low.atMost(clamp.clamp(rounding.apply(steps.apply(c)))))
                .orElse(low);
        Law line = new Law(scale.dividedBy(step), steps.apply(offset), rounding, bounds);
        return bend.<StepFunction>map(b -> {
                    Law below = new Law(b.scale().dividedBy(step), steps.apply(b.offset()), rounding, bounds);
                    return bent(b, below, line);
                })
                .orElse(line);
    }

    /// {@return the law that counts which `thresholds` this function reaches}
    ///
    /// @param thresholds not decreasing
    StepFunction counting(List<Real> thresholds) {
        IntRange clamp = IntRange.of(0, thresholds.size());
        StepFunction line = counting(thresholds, scale, offset, clamp);
        return bend.map(b -> bent(b, counting(thresholds, b.scale(), b.offset(), clamp), line))
                .orElse(line);
    }

    private StepFunction counting(List<Real> thresholds, Real slope, Real start, IntRange clamp) {
        long always = 0;
        List<BigInteger> places = new ArrayList<>();
        for (Real threshold : thresholds) {
            boolean below = floor.filter(f -> f.compareTo(threshold) >= 0).isPresent();
            boolean beyond = ceiling.filter(c -> c.compareTo(threshold) < 0).isPresent();
            if (slope.signum() != 0 && !below && !beyond) {
                Real root = threshold.minus(start).dividedBy(slope);
                places.add(
                        slope.signum() > 0
                                ? Rounding.CEIL.apply(root)
                                : root.floor().add(BigInteger.ONE));
            } else if (below || (!beyond && start.compareTo(threshold) >= 0)) {
                always++;
            }
        }
        // A falling line reaches a threshold in front of the place, the highest threshold first.
        boolean falls = slope.signum() < 0;
        BigInteger base = BigInteger.valueOf(falls ? always + places.size() : always);
        return new CountLaw(base, falls, falls ? places.reversed() : places, clamp);
    }

    private static StepFunction bent(Bend bend, StepFunction below, StepFunction line) {
        if (bend.pivotScale().signum() == 0) {
            return bend.pivotOffset().signum() < 0 ? below : line;
        }
        Real root = bend.pivotOffset().negate().dividedBy(bend.pivotScale());
        // Negative are the integers below the root, or above it where the line falls.
        return bend.pivotScale().signum() > 0
                ? Law.bent(Rounding.CEIL.apply(root), below, line)
                : Law.bent(root.floor().add(BigInteger.ONE), line, below);
    }

    private static Real min(Real a, Real b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Real max(Real a, Real b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
