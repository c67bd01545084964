package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
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
        Pick pick = new Pick(input.accumulator(), op.axis(), op.places());
        return input.mapped(emitter.add(pick, at), pick::picked);
    }

    /// {@return `parts` side by side along `axis`: those of different scales have one for each place}
    Chain joined(List<Chain> parts, int axis, Location at) {
        Chain first = parts.getFirst();
        boolean alike = first.axis() != axis
                && parts.stream().allMatch(part -> first.on(part.accumulator()).equals(part));
        if (alike) {
            return first.on(concat(parts, axis, at));
        }
        List<Chain> along = parts.stream()
                .map(part -> part.axis() < 0 || part.axis() == axis ? part : scales.even(part, at))
                .toList();
        Affine map = new Affine(
                numbers(along, axis, chain -> chain.map().scale()),
                numbers(along, axis, chain -> chain.map().offset()));
        return new Chain(
                concat(along, axis, at), map, bounds(along, axis, Chain::floor), bounds(along, axis, Chain::ceiling));
    }

    private Value concat(List<Chain> parts, int axis, Location at) {
        return emitter.add(new Concat(parts.stream().map(Chain::accumulator).toList(), axis), at);
    }

    private static Optional<Coefficients> bounds(
            List<Chain> parts, int axis, Function<Chain, Optional<Coefficients>> bound) {
        long bounded =
                parts.stream().filter(part -> bound.apply(part).isPresent()).count();
        if (bounded == 0) {
            return Optional.empty();
        }
        if (bounded < parts.size()) {
            throw new IllegalArgumentException("tensors side by side, some of them behind a ReLU without a quantiser");
        }
        return Optional.of(numbers(parts, axis, part -> bound.apply(part).orElseThrow()));
    }

    private static Coefficients numbers(List<Chain> parts, int axis, Function<Chain, Coefficients> numbers) {
        List<Real> all = new ArrayList<>();
        for (Chain part : parts) {
            Coefficients own = numbers.apply(part);
            IntStream.range(0, part.accumulator().shape().extent(axis)).forEach(i -> all.add(own.at(i)));
        }
        return Coefficients.of(axis, all);
    }
}
