package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.Pad;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Data moved about, padded and left out, axis by axis.
final class LiveArrangements {
    private final GraphBuilder<QuantOp> builder;

    LiveArrangements(GraphBuilder<QuantOp> builder) {
        this.builder = builder;
    }

    /// {@return `input` moved about as `op` does its first operand}
    Value moved(OnnxOp op, Value input, Function<Value, RealTensor> reals, Location at) {
        return switch (op) {
            case ShapeOp shape -> rearranged(shape, input, at);
            case Slice slice -> slice(slice, input, at);
            case Gather gather -> gather(gather, input, reals.apply(gather.indices()), at);
            case Resize resize -> resize(resize, input, at);
            case Pad pad -> pad(pad, input, reals.apply(pad.fill()).at(0), at);
            case OnnxOp other -> throw new IllegalArgumentException(other + " moves nothing");
        };
    }

    private Value rearranged(ShapeOp op, Value input, Location at) {
        return builder.add(
                switch (op) {
                    case Reshape reshape -> new Reshape(withoutChannels(input, at), reshape.shape());
                    case Transpose transpose -> new Transpose(input, transpose.permutation());
                },
                at);
    }

    /// A type with one scale a channel does not survive a reshape, its reals do.
    private Value withoutChannels(Value input, Location at) {
        boolean channels =
                input.type().element() instanceof QuantType type && type.map().axis() >= 0;
        return channels ? builder.add(new ApplyAffine(input, Affine.IDENTITY), at) : input;
    }

    private Value slice(Slice op, Value input, Location at) {
        return eachAxis(
                input,
                at,
                axis -> IntStream.range(0, op.shape().extent(axis))
                        .map(i -> op.starts().get(axis) + i * op.steps().get(axis))
                        .boxed()
                        .toList());
    }

    /// {@return the places `indices`, in the shape that `op` gives them}
    private Value gather(Gather op, Value input, RealTensor indices, Location at) {
        int extent = input.shape().extent(op.axis());
        List<Integer> places = indices.values().stream()
                .map(index -> Math.floorMod(index.floor().intValueExact(), extent))
                .toList();
        Value picked = builder.add(new Pick(input, op.axis(), places), at);
        return picked.shape().equals(op.resultType().shape())
                ? picked
                : builder.add(
                        new Reshape(withoutChannels(picked, at), op.resultType().shape()), at);
    }

    /// {@return whether every element of `op` is one of its input's}
    static boolean isPicking(Resize op) {
        return op.mode().isNearest() && op.coordinates() != Resize.Coordinates.TF_CROP_AND_RESIZE;
    }

    private Value resize(Resize op, Value input, Location at) {
        return eachAxis(
                input,
                at,
                axis -> shown(
                        input.shape().extent(axis),
                        line -> new Resize(
                                line,
                                List.of(op.axes().get(axis)),
                                op.coordinates(),
                                op.mode(),
                                op.antialias(),
                                op.excludesOutside(),
                                op.cubic(),
                                op.extrapolation())));
    }

    /// {@return which places of an axis of `extent` places an operation on it shows}
    private static List<Integer> shown(int extent, Function<Value, OnnxOp> op) {
        Value line = new Value(0, new TensorType(Shape.of(extent), IntType.s(32)));
        IntTensor places =
                IntTensor.ofInts(Shape.of(extent), IntStream.range(0, extent).toArray());
        IntTensor result = (IntTensor) Interpreter.evaluate(op.apply(line), List.of(places));
        return result.toBigs().stream().map(BigInteger::intValueExact).toList();
    }

    private Value eachAxis(Value input, Location at, IntFunction<List<Integer>> places) {
        Value value = input;
        for (int axis = 0; axis < input.shape().rank(); axis++) {
            List<Integer> picked = places.apply(axis);
            List<Integer> all =
                    IntStream.range(0, input.shape().extent(axis)).boxed().toList();
            if (!picked.equals(all)) {
                value = builder.add(new Pick(value, axis, picked), at);
            }
        }
        return value;
    }

    /// {@return `input` with more places around it, or fewer}
    /// @param fill what new places hold, where they are no copies
    private Value pad(Pad op, Value input, Real fill, Location at) {
        Value value = input;
        for (int axis = 0; axis < input.shape().rank(); axis++) {
            int own = axis;
            int before = op.before().get(axis);
            int after = op.after().get(axis);
            int extent = input.shape().extent(axis);
            if (op.mode() != Pad.Mode.CONSTANT) {
                value = pick(value, axis, shown(extent, line -> edge(op, line, own)), at);
                continue;
            }
            List<Integer> kept = IntStream.range(Math.max(0, -before), extent + Math.min(0, after))
                    .boxed()
                    .toList();
            List<Value> parts = new ArrayList<>();
            parts.addAll(filled(value, axis, before, fill, at));
            parts.add(pick(value, axis, kept, at));
            parts.addAll(filled(value, axis, after, fill, at));
            value = parts.size() == 1 ? parts.getFirst() : builder.add(new Concat(parts, axis), at);
        }
        return value;
    }

    private static OnnxOp edge(Pad op, Value line, int axis) {
        return new Pad(
                line,
                new Value(1, line.type().withShape(Shape.SCALAR)),
                List.of(op.before().get(axis)),
                List.of(op.after().get(axis)),
                op.mode());
    }

    private Value pick(Value input, int axis, List<Integer> places, Location at) {
        List<Integer> all =
                IntStream.range(0, input.shape().extent(axis)).boxed().toList();
        return places.equals(all) ? input : builder.add(new Pick(input, axis, places), at);
    }

    /// {@return `extent` places of `fill` to stand beside `beside`, if there are any}
    private List<Value> filled(Value beside, int axis, int extent, Real fill, Location at) {
        if (extent <= 0) {
            return List.of();
        }
        List<Integer> extents = new ArrayList<>(beside.shape().extents());
        extents.set(axis, extent);
        Shape shape = new Shape(extents);
        QuantType type = beside.type().element() instanceof QuantType own && holds(own, fill) ? own : alone(fill);
        BigInteger code = code(type, fill).floor();
        IntTensor data = IntTensor.of(shape, Collections.nCopies(shape.size(), code));
        return List.of(builder.add(new Constant(data, type), at));
    }

    private static boolean holds(QuantType type, Real fill) {
        if (type.map().axis() >= 0) {
            return false;
        }
        Real code = code(type, fill);
        return code.isInteger() && type.storage().range().contains(code.floor());
    }

    private static Real code(QuantType type, Real real) {
        return real.minus(type.map().offset().at(0))
                .dividedBy(type.map().scale().at(0));
    }

    /// {@return a type that holds 0 and `fill`}
    private static QuantType alone(Real fill) {
        return new QuantType(IntType.u(1), Affine.of(fill.signum() == 0 ? Dyadic.ONE : fill, Dyadic.ZERO));
    }
}
