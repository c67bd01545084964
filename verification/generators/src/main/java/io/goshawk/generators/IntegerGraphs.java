package io.goshawk.generators;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.ElementRanges;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Builds one random integer graph.
final class IntegerGraphs {
    private static final int MAX_BITS = 48;

    private final Choice choice;
    private final GraphBuilder<IntegerOp> builder = new GraphBuilder<>("random");
    private final List<Value> values = new ArrayList<>();

    IntegerGraphs(Choice choice) {
        this.choice = choice;
    }

    Graph<IntegerOp> graph(int size) {
        int inputs = choice.oneIn(6) ? 2 : 1;
        for (int i = 0; i < inputs; i++) {
            input("in" + i);
        }
        for (int i = 0; i < size; i++) {
            // Mostly the newest value; now and then an older one, which then has a second reader.
            Value from = choice.oneIn(4) ? choice.of(values) : values.getLast();
            values.add(step(from));
        }
        return builder.build(outputs());
    }

    private void input(String name) {
        Optional<Affine> meaning =
                choice.oneIn(2) ? Optional.of(Affine.of(Dyadic.powerOfTwo(-3), Dyadic.ONE)) : Optional.empty();
        Shape shape = choice.of(
                Shape.of(1, choice.between(1, 6)),
                Shape.of(choice.between(1, 3), choice.between(1, 5)),
                Shape.of(1, choice.between(1, 2), choice.between(1, 3)));
        values.add(builder.input(name, new TensorType(shape, inputType()), meaning, choice.place("Input")));
    }

    private IntType inputType() {
        if (choice.oneIn(20)) {
            return choice.of(IntType.u(64), IntType.s(70), IntType.s(33));
        }
        return new IntType(choice.oneIn(2), choice.of(1, 2, 3, 4, 6, 8, 8, 16));
    }

    private Value step(Value from) {
        int kind = choice.between(0, 9);
        boolean wide = from.type().intElement().bits() > MAX_BITS;
        if (kind < 4 && !wide && from.shape().rank() > 0) {
            return matmul(from);
        }
        if (kind < 8 || from.shape().rank() == 0) {
            return requantize(from);
        }
        if (choice.oneIn(4)) {
            int axis = choice.between(0, from.shape().rank() - 1);
            return builder.add(new ArgMax(from, axis, choice.oneIn(2)), choice.place("ArgMax"));
        }
        IntegerOp moved = choice.oneIn(2)
                ? new Reshape(from, choice.refactored(from.shape()))
                : new Transpose(from, choice.permutation(from.shape().rank()));
        return builder.add(moved, choice.place("Reshape"));
    }

    private Value matmul(Value from) {
        Shape shape = Shape.of(from.shape().last(), choice.between(1, 5));
        IntRange range = choice.of(IntRange.of(-1, 1), IntRange.of(-8, 7), IntRange.of(-128, 127), IntRange.of(0, 1));
        boolean bipolar = choice.oneIn(3);
        long[] weights = IntStream.range(0, shape.size())
                .mapToLong(_ -> bipolar
                        ? choice.of(-1L, 1L)
                        : choice.between(range.min(), range.max()).longValueExact())
                .toArray();
        IntTensor data = IntTensor.of(shape, weights);
        Value constant = builder.add(new Constant(data, IntType.holding(data.hull())), choice.place("Weights"));
        IntType exact = IntType.holding(reached(new MatMul(from, constant, IntType.s(MAX_BITS * 3))));
        int slack = choice.oneIn(4) ? choice.between(1, 5) : 0;
        return builder.add(
                new MatMul(from, constant, new IntType(exact.signed(), exact.bits() + slack)), choice.place("MatMul"));
    }

    private Value requantize(Value from) {
        int rank = from.shape().rank();
        int axis = rank == 0 ? 0 : choice.between(0, rank - 1);
        int extent = rank == 0 || choice.oneIn(3) ? 1 : from.shape().extent(axis);
        int stride = rank == 0 ? 1 : from.shape().stride(axis);
        ElementRanges ranges = Ranges.of(builder.build(List.of())).of(from);
        IntType element = new IntType(choice.oneIn(2), choice.of(1, 2, 3, 4, 5, 8));
        Requantizers requantizers = new Requantizers(choice);
        List<Requantizer> channels = new ArrayList<>();
        for (int channel = 0; channel < extent; channel++) {
            IntRange hull =
                    extent == 1 ? ranges.hull() : ranges.along(extent, stride).get(channel);
            channels.add(requantizers.random(hull, element));
        }
        return builder.add(new Requantize(from, axis, channels, element), choice.place("Quant"));
    }

    /// {@return what the results of `op` lie in, were it added now}
    private IntRange reached(IntegerOp op) {
        Graph<IntegerOp> before = builder.build(List.of());
        Value result = new Value(Integer.MAX_VALUE, op.resultType());
        List<Graph.Node<IntegerOp>> nodes = new ArrayList<>(before.nodes());
        nodes.add(new Graph.Node<>(result, op, new Location.Whole("random")));
        return Ranges.of(new Graph<>("probe", before.inputs(), nodes, List.of()))
                .of(result)
                .hull();
    }

    private List<Graph.Port> outputs() {
        List<Graph.Port> outputs = new ArrayList<>();
        outputs.add(Graph.Port.plain("out0", values.getLast(), choice.place("Output")));
        for (int i = 1; i <= choice.between(0, 2); i++) {
            outputs.add(Graph.Port.plain("out" + i, choice.of(values), choice.place("Output")));
        }
        return outputs;
    }
}
