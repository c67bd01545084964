package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Elements moved about: numbers along an axis follow their elements.
final class Arrangements {
    private final IntegerEmitter emitter;
    private final Scales scales;

    Arrangements(IntegerEmitter emitter) {
        this.emitter = emitter;
        this.scales = new Scales(emitter);
    }

    /// {@return `chain` with one scale for the whole tensor}
    Chain even(Chain chain, Location at) {
        return scales.even(chain, at);
    }

    /// {@return `chain` with its channels along `axis` at most, which is -1 where any will do}
    Chain along(Chain chain, int axis, Location at) {
        boolean crossed = chain.axis() >= 0 && axis >= 0 && chain.axis() != axis;
        return crossed ? even(chain, at) : chain;
    }

    /// {@return `chain`, its values below 0 multiplied by `slope`}
    Chain bent(Chain chain, Coefficients slope, Location at) {
        return along(scales.plain(chain, at), new Affine(slope, slope).axis(), at)
                .bent(slope);
    }

    /// {@return `chain`, whose larger integers stand for larger reals, or for smaller ones where the scale is
    ///     negative}
    Chain straight(Chain chain, Location at) {
        return chain.isStraight() ? chain : scales.plain(chain, at);
    }

    /// {@return `input` rearranged by `op`}
    Chain rearranged(ShapeOp op, Chain input, Location at) {
        return switch (op) {
            case Transpose transpose ->
                input.on(
                        emitter.add(new Transpose(input.accumulator(), transpose.permutation()), at),
                        axis -> transpose.permutation().indexOf(axis));
            case Reshape reshape -> {
                OptionalInt axis = kept(input, reshape.shape());
                Chain even = axis.isPresent() ? input : scales.even(input, at);
                Value moved = emitter.add(new Reshape(even.accumulator(), reshape.shape()), at);
                yield even.on(moved, _ -> axis.orElse(-1));
            }
        };
    }

    /// {@return the axis of `shape` along which the channels of `input` lie; nothing where there is none}
    private static OptionalInt kept(Chain input, Shape shape) {
        int own = input.axis();
        if (own < 0) {
            return OptionalInt.of(-1);
        }
        Shape from = input.accumulator().shape();
        return IntStream.range(0, shape.rank())
                .filter(axis -> shape.extent(axis) == from.extent(own) && shape.stride(axis) == from.stride(own))
                .findFirst();
    }

    /// {@return the places of `input` that `op` picks}
    Chain picked(Pick op, Chain input, Location at) {
        Value moved = emitter.add(new Pick(input.accumulator(), op.axis(), op.places()), at);
        return input.axis() == op.axis()
                ? new Chain(
                        moved,
                        op.axis(),
                        op.places().stream().map(input::channel).toList())
                : input.on(moved);
    }

    /// {@return `constant` as integers on the grid of `like`, which it will stand beside; nothing where it is
    ///     not on it}
    Optional<Chain> constant(Constant constant, Chain like, Location at) {
        Shape shape = constant.data().shape();
        Affine own = constant.element().map();
        if (!like.isAffine() || own.axis() >= 0) {
            return Optional.empty();
        }
        List<BigInteger> codes = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            ChannelMap line =
                    like.channel(like.axis() < 0 ? 0 : i / shape.stride(like.axis()) % shape.extent(like.axis()));
            Real real = own.apply(Dyadic.of(constant.data().bigAt(i)), 0);
            Real code = line.scale().signum() == 0
                    ? Dyadic.powerOfTwo(-1)
                    : real.minus(line.offset()).dividedBy(line.scale());
            if (!code.isInteger()) {
                return Optional.empty();
            }
            codes.add(code.floor());
        }
        IntTensor data = IntTensor.of(shape, codes);
        Value value = emitter.add(new io.goshawk.ir.integer.Constant(data, IntType.holding(data.hull())), at);
        return Optional.of(like.on(value));
    }

    /// {@return `parts` side by side along `axis`: those of different scales have one for each place}
    Chain joined(List<Chain> parts, int axis, Location at) {
        Chain first = parts.getFirst();
        boolean alike = first.axis() != axis
                && parts.stream().allMatch(part -> first.on(part.accumulator()).equals(part));
        List<Chain> along = parts.stream()
                .map(part -> alike || part.axis() < 0 || part.axis() == axis ? part : scales.even(part, at))
                .toList();
        Value moved =
                emitter.add(new Concat(along.stream().map(Chain::accumulator).toList(), axis), at);
        if (alike) {
            return first.on(moved);
        }
        List<ChannelMap> channels = along.stream()
                .flatMap(part -> IntStream.range(0, part.accumulator().shape().extent(axis))
                        .mapToObj(part::channel))
                .toList();
        return new Chain(moved, axis, channels);
    }
}
