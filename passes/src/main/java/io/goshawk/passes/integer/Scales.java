package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Brings integers to scales that an operation can work with; their values stay what they are.
final class Scales {
    /// Wider than any type.
    private static final IntRange UNBOUNDED =
            IntType.s(IntType.MAX_BITS).range().shiftLeft(IntType.MAX_BITS);

    private final IntegerEmitter emitter;

    Scales(IntegerEmitter emitter) {
        this.emitter = emitter;
    }

    /// {@return `chain` without bounds and bends: integers of each channel's coarsest grid that holds its
    ///     lines and its bounds}
    /// @throws IllegalArgumentException if the ratio of two of these is not rational
    Chain plain(Chain chain, Location at) {
        if (chain.isAffine()) {
            return chain;
        }
        List<IntRange> intervals = emitter.intervals(chain.accumulator(), chain.axis());
        List<ChannelMap> channels = new ArrayList<>();
        List<StepFunction> laws = new ArrayList<>();
        for (int i = 0; i < chain.channels().size(); i++) {
            ChannelMap channel = chain.channels().get(i);
            Real step = CommonGrid.of(channel.distances()).step();
            StepFunction law = channel.law(step, channel.offset(), Rounding.FLOOR, UNBOUNDED);
            IntRange results = law.over(intervals.get(i));
            laws.add(channel.law(step, channel.offset(), Rounding.FLOOR, results));
            channels.add(ChannelMap.line(step, channel.offset()));
        }
        IntType element = IntType.holding(
                laws.stream().map(StepFunction::clamp).reduce(IntRange::union).orElseThrow());
        Value moved = emitter.requantize(chain.accumulator(), chain.axis(), laws, element, at);
        return new Chain(moved, chain.axis(), channels);
    }

    /// {@return `chain` on integers with one scale and offset for the whole tensor: those of the coarsest
    ///     grid that holds every channel's}
    /// @throws IllegalArgumentException if the ratio of two scales is not rational
    Chain even(Chain bounded, Location at) {
        Chain chain = plain(bounded, at);
        if (chain.axis() < 0) {
            return chain;
        }
        Affine map = chain.map();
        int channels = chain.accumulator().shape().extent(map.axis());
        List<Real> scales = places(map.scale(), channels);
        List<Real> offsets = places(map.offset(), channels);
        List<BigInteger> zeros = wholeSteps(scales, offsets);
        Real base = zeros.isEmpty() ? offsets.getFirst() : Dyadic.ZERO;
        Stream<Real> distances = zeros.isEmpty() ? offsets.stream().map(offset -> offset.minus(base)) : Stream.empty();
        CommonGrid grid =
                CommonGrid.of(Stream.concat(scales.stream(), distances).toList());
        List<Real> factors = new ArrayList<>();
        List<Real> steps = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            BigInteger factor = grid.counts().get(i);
            factors.add(Dyadic.of(factor));
            steps.add(Dyadic.of(
                    zeros.isEmpty()
                            ? grid.counts().get(channels + i)
                            : zeros.get(i).multiply(factor)));
        }
        Value moved = emitter.shifted(chain.accumulator(), map.axis(), factors, steps, at);
        return Chain.of(moved, Affine.of(grid.step(), base));
    }

    private static List<Real> places(Coefficients numbers, int channels) {
        return IntStream.range(0, channels).mapToObj(numbers::at).toList();
    }

    /// {@return each offset in steps of its scale; nothing where one of them is no integer}
    private static List<BigInteger> wholeSteps(List<Real> scales, List<Real> offsets) {
        List<BigInteger> whole = new ArrayList<>();
        for (int i = 0; i < scales.size(); i++) {
            if (scales.get(i).signum() == 0) {
                return List.of();
            }
            Real steps = offsets.get(i).dividedBy(scales.get(i));
            if (!steps.isInteger()) {
                return List.of();
            }
            whole.add(steps.floor());
        }
        return whole;
    }

    /// {@return `chain`, which has one scale and no bounds, on a grid so fine that the real 0 has a code}
    /// @throws IllegalArgumentException if there is none
    Chain withZero(Chain chain, Location at) {
        Real zero = zeroCode(chain);
        if (zero.isInteger()) {
            return chain;
        }
        BigInteger finer = switch (zero) {
            case Rational rational -> rational.denominator();
            case Dyadic dyadic -> BigInteger.ONE.shiftLeft(-dyadic.exponent());
            case Real _ ->
                throw new IllegalArgumentException(
                        "padding with 0 of a tensor that has no code for 0, at " + at.brief());
        };
        Value moved = emitter.multiplied(chain.accumulator(), -1, List.of(Dyadic.of(finer)), at);
        Real scale = chain.map().scale().at(0).dividedBy(Dyadic.of(finer));
        return Chain.of(moved, new Affine(Coefficients.of(scale), chain.map().offset()));
    }

    /// {@return `chain`, which [#withZero] gave, on integers whose 0 is the real 0}
    Chain centred(Chain chain, Location at) {
        BigInteger zero = zero(chain);
        if (zero.signum() == 0) {
            return chain;
        }
        Value moved =
                emitter.shifted(chain.accumulator(), -1, List.of(Dyadic.ONE), List.of(Dyadic.of(zero.negate())), at);
        return Chain.of(moved, new Affine(chain.map().scale(), Coefficients.of(Dyadic.ZERO)));
    }

    /// {@return the code of the real 0 in `chain`, which [#withZero] gave}
    static BigInteger zero(Chain chain) {
        return zeroCode(chain).toIntegerExact();
    }

    private static Real zeroCode(Chain chain) {
        Real scale = chain.map().scale().at(0);
        if (scale.signum() == 0) {
            throw new IllegalArgumentException("padding of a tensor that is constant");
        }
        return chain.map().offset().at(0).negate().dividedBy(scale);
    }
}
