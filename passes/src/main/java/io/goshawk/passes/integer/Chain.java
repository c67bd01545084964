package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A tensor of reals as a function of integers, channel by channel.
///
/// Affine maps, ReLUs and clips in any order stay in this family, and behind a quantiser each channel is
/// one [StepFunction].
///
/// @param accumulator integers of the graph being built
/// @param axis along which the channels lie, or -1 where all are alike
/// @param channels one for each place along `axis`, or a single one
public record Chain(Value accumulator, int axis, List<ChannelMap> channels) {
    /// The quantiser that makes a law of a sign: `x >= 0` exactly where `floor(x) + 1 >= 1`, clamped to
    /// `[0, 1]`.
    public static final Affine SIGN = Affine.of(Dyadic.ONE, Dyadic.of(-1));

    public Chain {
        boolean alike = channels.stream().allMatch(channels.getFirst()::equals);
        axis = alike ? -1 : axis;
        channels = alike ? List.of(channels.getFirst()) : List.copyOf(channels);
    }

    /// {@return the reals that `map` makes of `accumulator`}
    public static Chain of(Value accumulator, Affine map) {
        int axis = map.axis();
        int count = Math.max(size(map.scale()), size(map.offset()));
        List<ChannelMap> channels = IntStream.range(0, count)
                .mapToObj(i -> ChannelMap.line(map.scale().at(i), map.offset().at(i)))
                .toList();
        return new Chain(accumulator, axis, channels);
    }

    /// {@return the function of channel `channel`}
    ChannelMap channel(int channel) {
        return channels.get(axis < 0 ? 0 : channel);
    }

    /// {@return the lines of all channels, without bends and bounds}
    Affine map() {
        return new Affine(numbers(ChannelMap::scale), numbers(ChannelMap::offset));
    }

    private Coefficients numbers(Function<ChannelMap, Real> number) {
        return Coefficients.of(axis, channels.stream().map(number).toList());
    }

    /// {@return this chain followed by `next`}
    /// @throws IllegalArgumentException if the two vary along different axes
    public Chain then(Affine next) {
        return combined(
                next,
                (channel, i) -> channel.then(next.scale().at(i), next.offset().at(i)));
    }

    /// {@return this chain, its values below 0 multiplied by `slope`}
    /// @throws IllegalArgumentException if the two vary along different axes, or are not of this family
    Chain bent(Coefficients slope) {
        return combined(new Affine(slope, slope), (channel, i) -> channel.bent(slope.at(i)));
    }

    private interface Step {
        ChannelMap apply(ChannelMap channel, int place);
    }

    private Chain combined(Affine numbers, Step step) {
        int other = numbers.axis();
        if (axis >= 0 && other >= 0 && axis != other) {
            throw new IllegalArgumentException("numbers along axis " + axis + " and axis " + other);
        }
        int count = Math.max(channels.size(), Math.max(size(numbers.scale()), size(numbers.offset())));
        List<ChannelMap> result = IntStream.range(0, count)
                .mapToObj(i -> step.apply(channel(i), i))
                .toList();
        return new Chain(accumulator, Math.max(axis, other), result);
    }

    private static int size(Coefficients numbers) {
        return numbers instanceof Coefficients.PerAxis along ? along.values().size() : 1;
    }

    /// {@return `max(this, 0)`}
    public Chain relu() {
        return clip(Optional.of(Dyadic.ZERO), Optional.empty());
    }

    /// {@return `min(max(this, low), high)`, with the bounds that there are}
    public Chain clip(Optional<Real> low, Optional<Real> high) {
        return each(channel -> channel.clip(low, high));
    }

    private Chain each(UnaryOperator<ChannelMap> step) {
        return new Chain(accumulator, axis, channels.stream().map(step).toList());
    }

    /// {@return whether it is the map alone}
    boolean isAffine() {
        return channels.stream().allMatch(ChannelMap::isAffine);
    }

    /// {@return whether no line is bent: larger integers then stand for larger reals, or for smaller ones
    ///     where the scale is negative}
    boolean isStraight() {
        return channels.stream().allMatch(channel -> channel.bend().isEmpty());
    }

    /// {@return this chain on other integers that hold the same values}
    Chain on(Value moved) {
        return new Chain(moved, axis, channels);
    }

    /// {@return this chain on other integers, its channels along the axis that `axisOf` says}
    ///
    /// @param axisOf for an axis of the accumulator, the one of `moved` that it became
    Chain on(Value moved, IntUnaryOperator axisOf) {
        return new Chain(moved, axis < 0 ? -1 : axisOf.applyAsInt(axis), channels);
    }

    /// {@return the law of channel `channel` behind `quantiser`}
    public StepFunction law(int channel, Affine quantiser, Rounding rounding, IntRange clamp) {
        return channel(channel)
                .law(quantiser.scale().at(channel), quantiser.offset().at(channel), rounding, clamp);
    }
}
