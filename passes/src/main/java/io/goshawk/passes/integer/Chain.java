package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/// A tensor of reals as a function of integers: `min(max(map(accumulator), floor), ceiling)`, channel
/// by channel.
///
/// Affine maps and ReLUs in any order stay in this family, and behind a quantiser each member is one
/// [Law].
///
/// @param accumulator integers of the graph being built
/// @param floor, ceiling bounds on the reals, where a ReLU set them
public record Chain(Value accumulator, Affine map, Optional<Coefficients> floor, Optional<Coefficients> ceiling) {
    /// The quantiser that makes a law of a sign: `x >= 0` exactly where `floor(x) + 1 >= 1`, clamped to
    /// `[0, 1]`.
    public static final Affine SIGN = Affine.of(Dyadic.ONE, Dyadic.of(-1));

    /// {@return the reals that `map` makes of `accumulator`}
    public static Chain of(Value accumulator, Affine map) {
        return new Chain(accumulator, map, Optional.empty(), Optional.empty());
    }

    /// {@return this chain followed by `next`}
    /// @throws IllegalArgumentException if the two vary along different axes
    public Chain then(Affine next) {
        Optional<Coefficients> low = floor.map(bound -> applied(next, bound));
        Optional<Coefficients> high = ceiling.map(bound -> applied(next, bound));
        Coefficients sign = next.scale().map(scale -> Dyadic.of(scale.signum()));
        if (low.isEmpty() && high.isEmpty()) {
            return new Chain(accumulator, map.then(next), low, high);
        }
        if (!(sign instanceof Coefficients.PerTensor one)) {
            throw new IllegalArgumentException("a ReLU in front of scales of both signs");
        }
        // A negative factor turns the bounds around.
        boolean turns = one.value().signum() < 0;
        return new Chain(accumulator, map.then(next), turns ? high : low, turns ? low : high);
    }

    private static Coefficients applied(Affine next, Coefficients bound) {
        Coefficients scaled = Coefficients.combine(next.scale(), bound, Real::times);
        return Coefficients.combine(scaled, next.offset(), Real::plus);
    }

    /// {@return `max(this, 0)`}
    public Chain relu() {
        return clip(Optional.of(Dyadic.ZERO), Optional.empty());
    }

    /// {@return `min(max(this, low), high)`, with the bounds that there are}
    public Chain clip(Optional<Real> low, Optional<Real> high) {
        Chain raised = low.map(bound -> bounded(bound, Chain::max, true)).orElse(this);
        return high.map(bound -> raised.bounded(bound, Chain::min, false)).orElse(raised);
    }

    private Chain bounded(Real bound, BinaryOperator<Real> inner, boolean below) {
        Coefficients limit = Coefficients.of(bound);
        Optional<Coefficients> low = floor.map(f -> Coefficients.combine(f, limit, inner));
        Optional<Coefficients> high = ceiling.map(c -> Coefficients.combine(c, limit, inner));
        return below
                ? new Chain(accumulator, map, Optional.of(low.orElse(limit)), high)
                : new Chain(accumulator, map, low, Optional.of(high.orElse(limit)));
    }

    /// {@return whether it is the map alone}
    boolean isAffine() {
        return floor.isEmpty() && ceiling.isEmpty();
    }

    private static Real min(Real a, Real b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Real max(Real a, Real b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /// {@return this chain on other integers that hold the same values}
    Chain on(Value moved) {
        return new Chain(moved, map, floor, ceiling);
    }

    /// {@return this chain on other integers, which `meaning` maps to the same values}
    Chain on(Value moved, Affine meaning) {
        return new Chain(moved, meaning, floor, ceiling);
    }

    /// {@return this chain on other integers, with numbers along an axis where `axis` says}
    ///
    /// @param axis for an axis of the accumulator, the one of `moved` that it became
    Chain on(Value moved, IntUnaryOperator axis) {
        UnaryOperator<Coefficients> follow = numbers -> numbers instanceof Coefficients.PerAxis along
                ? Coefficients.of(axis.applyAsInt(along.axis()), along.values())
                : numbers;
        return mapped(moved, follow);
    }

    /// {@return this chain on other integers, its numbers replaced}
    Chain mapped(Value moved, UnaryOperator<Coefficients> numbers) {
        Affine map = new Affine(numbers.apply(this.map.scale()), numbers.apply(this.map.offset()));
        return new Chain(moved, map, floor.map(numbers), ceiling.map(numbers));
    }

    /// {@return the law of channel `channel` behind a quantiser: rounding is monotone, so the bounds on
    ///     the reals become bounds on the integers}
    public Law law(int channel, Affine quantiser, Rounding rounding, IntRange clamp) {
        Real scale = quantiser.scale().at(channel);
        Real offset = quantiser.offset().at(channel);
        BinaryOperator<Real> steps = (value, shift) -> value.minus(shift).dividedBy(scale);
        IntRange bounds = clamp;
        if (floor.isPresent()) {
            bounds = bounds.atLeast(
                    clamp.clamp(rounding.apply(steps.apply(floor.get().at(channel), offset))));
        }
        if (ceiling.isPresent()) {
            bounds = bounds.atMost(
                    clamp.clamp(rounding.apply(steps.apply(ceiling.get().at(channel), offset))));
        }
        Real slope = map.scale().at(channel).dividedBy(scale);
        return new Law(slope, steps.apply(map.offset().at(channel), offset), rounding, bounds);
    }

    /// {@return the axis along which anything of the chain varies, or -1}
    public int axis() {
        int own = map.axis();
        return own >= 0 ? own : Math.max(axisOf(floor), axisOf(ceiling));
    }

    private static int axisOf(Optional<Coefficients> coefficients) {
        return coefficients.orElse(Coefficients.of(Dyadic.ZERO)) instanceof Coefficients.PerAxis along
                ? along.axis()
                : -1;
    }
}
