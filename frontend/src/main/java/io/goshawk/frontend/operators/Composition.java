package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.elementwise.Where;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// What operators are written with that come down to several operations: each step is folded where its operands are
/// known, carries the location of the node, and is left out where it would change nothing.
public final class Composition {
    private final OnnxNode node;

    public Composition(OnnxNode node) {
        this.node = node;
    }

    /// {@return the result of `op`}
    public Value add(OnnxOp op) {
        return node.add(op);
    }

    /// {@return `value` as what a node yields: a known tensor where it is one}
    public Imported done(Value value) {
        return node.imported(value);
    }

    /// {@return the elements of `value` where they are known}
    public Optional<Tensor> known(Value value) {
        return node.imported(value) instanceof Imported.Known known ? Optional.of(known.data()) : Optional.empty();
    }

    /// {@return `left kind right`, element by element}
    public Value binary(Value left, Binary.Kind kind, Value right) {
        return add(new Binary(left, right, kind));
    }

    /// {@return the sum of `left` and `right`}
    public Value plus(Value left, Value right) {
        return binary(left, Binary.Kind.ADD, right);
    }

    /// {@return the product of `left` and `right`, element by element}
    public Value times(Value left, Value right) {
        return binary(left, Binary.Kind.MUL, right);
    }

    /// {@return `kind` of each element}
    public Value unary(Unary.Kind kind, Value value) {
        return add(new Unary(value, kind));
    }

    /// {@return `yes` where `condition` holds, else `no`}
    public Value where(Value condition, Value yes, Value no) {
        return add(new Where(condition, yes, no));
    }

    /// {@return `value` with elements of type `type`}
    public Value cast(Value value, ElementType type) {
        return value.type().element().equals(type) ? value : add(Cast.of(value, type));
    }

    /// {@return `value` times `factor`, itself where that is 1}
    public Value scaled(Value value, double factor) {
        return factor == 1 ? value : times(value, literal(value.type().element(), factor));
    }

    /// {@return a single `number` as an element of type `type`, rounded to it}
    public Value literal(ElementType type, double number) {
        return filled(type, Shape.SCALAR, number);
    }

    /// {@return a tensor whose elements all are `number`, rounded to `type`}
    public Value filled(ElementType type, Shape shape, double number) {
        Extents.checkMadeUp(shape, node.at());
        if (type instanceof FloatType floats) {
            double[] values = Collections.nCopies(shape.size(), Floats.round(number, floats)).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return constant(FloatTensor.of(shape, floats, values), type);
        }
        return integers(type, shape, _ -> (long) number);
    }

    /// {@return the tensor of integers of type `type` that `element` gives by their place, row-major}
    public Value integers(ElementType type, Shape shape, IntToLongFunction element) {
        Extents.checkMadeUp(shape, node.at());
        return constant(
                IntTensor.of(
                        shape,
                        IntStream.range(0, shape.size()).mapToLong(element).toArray()),
                type);
    }

    /// {@return the tensor of `i64` that `element` gives by their place, row-major}
    public Value integers(Shape shape, IntToLongFunction element) {
        return integers(IntType.s(Long.SIZE), shape, element);
    }

    private Value constant(Tensor data, ElementType type) {
        return node.emit(new Imported.Known(data, type, node.at()));
    }

    /// {@return `value` in the shape of `extents`}
    public Value reshape(Value value, int... extents) {
        return reshape(value, Shape.of(extents));
    }

    /// {@return `value` in the shape `shape`}
    public Value reshape(Value value, Shape shape) {
        return value.shape().equals(shape) ? value : add(new Reshape(value, shape));
    }

    /// {@return `value` repeated to fill `shape`}
    public Value expand(Value value, Shape shape) {
        return value.shape().equals(shape) ? value : add(new Expand(value, shape));
    }

    /// {@return `value` with its axes in the order `permutation`}
    public Value transpose(Value value, Integer... permutation) {
        List<Integer> order = List.of(permutation);
        boolean same = IntStream.range(0, order.size()).allMatch(axis -> order.get(axis) == axis);
        return same ? value : add(new Transpose(value, order));
    }

    /// {@return `value` with its innermost two axes in each other's place}
    public Value swapped(Value value) {
        int rank = value.shape().rank();
        Integer[] order = IntStream.range(0, rank).boxed().toArray(Integer[]::new);
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        return transpose(value, order);
    }

    /// {@return the product of two tensors of matrices}
    public Value product(Value left, Value right) {
        return add(new MatMul(left, right));
    }

    /// {@return `count` places of `value` along `axis`, from `start` on, `step` apart}
    public Value slice(Value value, int axis, int start, int count, int step) {
        if (start == 0 && step == 1 && count == value.shape().extent(axis)) {
            return value;
        }
        int rank = value.shape().rank();
        List<Integer> starts = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> steps = new ArrayList<>(Collections.nCopies(rank, 1));
        List<Integer> extents = new ArrayList<>(value.shape().extents());
        starts.set(axis, start);
        steps.set(axis, step);
        extents.set(axis, count);
        return add(new Slice(value, starts, steps, new Shape(extents)));
    }

    /// {@return `count` neighbouring places of `value` along `axis`, from `start` on}
    public Value slice(Value value, int axis, int start, int count) {
        return slice(value, axis, start, count, 1);
    }

    /// {@return `parts` side by side along `axis`}
    public Value concat(int axis, List<Value> parts) {
        return parts.size() == 1 ? parts.getFirst() : add(new Concat(parts, axis));
    }

    /// {@return place `place` of `value` along `axis`, without that axis}
    public Value place(Value value, int axis, int place) {
        List<Integer> extents = new ArrayList<>(value.shape().extents());
        extents.remove(axis);
        return reshape(slice(value, axis, place, 1), new Shape(extents));
    }

    /// {@return `parts` behind each other along a new axis `axis`}
    public Value stacked(int axis, List<Value> parts) {
        List<Value> rows = new ArrayList<>();
        for (Value part : parts) {
            List<Integer> extents = new ArrayList<>(part.shape().extents());
            extents.add(axis, 1);
            rows.add(reshape(part, new Shape(extents)));
        }
        return concat(axis, rows);
    }
}
