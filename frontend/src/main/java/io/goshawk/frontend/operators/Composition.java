package io.goshawk.frontend.operators;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;
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

    /// {@return `left kind right`, element by element}
    public Value binary(Value left, Binary.Kind kind, Value right) {
        return add(new Binary(left, right, kind));
    }

    /// {@return `value` times `factor`, itself where that is 1}
    public Value scaled(Value value, double factor) {
        return factor == 1
                ? value
                : binary(value, Binary.Kind.MUL, literal(value.type().element(), factor));
    }

    /// {@return a single `number` as an element of type `type`}
    public Value literal(ElementType type, double number) {
        return node.emit(new Imported.Known(
                type instanceof FloatType floats
                        ? FloatTensor.of(Shape.SCALAR, floats, new double[] {number})
                        : IntTensor.of(Shape.SCALAR, (long) number),
                type instanceof FloatType ? type : integer(type),
                node.at()));
    }

    private static IntType integer(ElementType type) {
        return type instanceof IntType known ? known : IntType.s(Long.SIZE);
    }

    /// {@return `value` in the shape of `extents`}
    public Value reshape(Value value, int... extents) {
        return reshape(value, Shape.of(extents));
    }

    /// {@return `value` in the shape `shape`}
    public Value reshape(Value value, Shape shape) {
        return value.shape().equals(shape) ? value : add(new Reshape(value, shape));
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

    /// {@return `value` as what a node yields: a known tensor where it is one}
    public Imported done(Value value) {
        return node.imported(value);
    }
}
