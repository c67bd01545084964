package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.TransformerOp;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What the hardware consists of, a row a layer.
final class LayerTable {
    /// A layer: a sum with its requantisation, or one of these alone.
    ///
    /// @param weights the type of the weights, where there are any
    /// @param nonZero how many weights are not zero
    /// @param count how many weights there are
    record Row(
            String name,
            String kind,
            Optional<IntType> weights,
            long nonZero,
            long count,
            IntType input,
            Optional<IntType> accumulator,
            IntType output,
            String requantiser) {}

    private final Graph<IntegerOp> graph;
    private final Map<Value, Graph.Node<IntegerOp>> producers;
    private final Map<Value, Integer> readers;

    private LayerTable(Graph<IntegerOp> graph) {
        this.graph = graph;
        this.producers = graph.producers();
        this.readers = graph.readers();
    }

    /// {@return the layers of `graph`, in order}
    static List<Row> of(Graph<IntegerOp> graph) {
        return new LayerTable(graph).rows();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Set<Value> merged = new HashSet<>();
        for (Graph.Node<IntegerOp> node : graph.nodes()) {
            if (merged.contains(node.result())) {
                continue;
            }
            switch (node.op()) {
                case MatMul op -> {
                    String kind = "dense " + op.weights().shape();
                    rows.add(sums(node, kind, op.input(), Optional.of(op.weights()), merged));
                }
                case Conv op -> {
                    String kind = "conv " + op.weights().shape();
                    rows.add(sums(node, kind, op.input(), Optional.of(op.weights()), merged));
                }
                case WindowSum op -> {
                    String kind = "sums " + extents(op.kernel());
                    rows.add(sums(node, kind, op.input(), Optional.empty(), merged));
                }
                case WeightedSum op -> {
                    String kind = "add " + op.left().shape();
                    rows.add(sums(node, kind, op.left(), Optional.empty(), merged));
                }
                case MaxPool op -> rows.add(plain(node, "maxpool " + extents(op.kernel()), op.input()));
                case Requantize requantize -> rows.add(requantisation(node, requantize));
                case TransformerOp op ->
                    rows.add(plain(
                            node,
                            kind(op),
                            op.operands().getFirst(),
                            FunctionTable.words(op).orElse("none")));
                case ArgMax argmax -> rows.add(plain(node, "argmax", argmax.input()));
                case Reshape _, Transpose _, Concat _, Pick _, Constant _ -> {}
            }
        }
        return rows;
    }

    private static String kind(TransformerOp op) {
        return op.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                + " "
                + op.operands().getFirst().shape();
    }

    private Optional<Graph.Node<IntegerOp>> requantiserOf(Value product) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Requantize r && r.input().equals(product))
                .filter(_ -> readers.getOrDefault(product, 0) == 1)
                .findFirst();
    }

    private Row sums(Graph.Node<IntegerOp> node, String kind, Value input, Optional<Value> weights, Set<Value> merged) {
        Optional<Graph.Node<IntegerOp>> next = requantiserOf(node.result());
        next.ifPresent(requantize -> merged.add(requantize.result()));
        IntType accumulator = node.result().type().intElement();
        return new Row(
                Words.place(node.at()),
                kind,
                weights.map(this::typeOf),
                weights.map(this::nonZeros).orElse(0L),
                weights.map(value -> (long) value.shape().size()).orElse(0L),
                input.type().intElement(),
                Optional.of(accumulator),
                next.map(n -> n.result().type().intElement()).orElse(accumulator),
                next.map(n -> Forms.words((Requantize) n.op())).orElse("none"));
    }

    private IntType typeOf(Value weights) {
        return constant(weights)
                .map(data -> IntType.holding(data.hull()))
                .orElse(weights.type().intElement());
    }

    private long nonZeros(Value weights) {
        return constant(weights)
                .map(data -> IntStream.range(0, data.shape().size())
                        .filter(i -> data.bigAt(i).signum() != 0)
                        .count())
                .orElse((long) weights.shape().size());
    }

    private static String extents(List<Integer> kernel) {
        return new Shape(kernel).toString();
    }

    private static Row requantisation(Graph.Node<IntegerOp> node, Requantize op) {
        return new Row(
                Words.place(node.at()),
                "requantise " + op.input().shape(),
                Optional.empty(),
                0,
                0,
                op.input().type().intElement(),
                Optional.empty(),
                op.element(),
                Forms.words(op));
    }

    private static Row plain(Graph.Node<IntegerOp> node, String kind, Value input) {
        return plain(node, kind, input, "none");
    }

    private static Row plain(Graph.Node<IntegerOp> node, String kind, Value input, String form) {
        return new Row(
                Words.place(node.at()),
                kind + " " + input.shape(),
                Optional.empty(),
                0,
                0,
                input.type().intElement(),
                Optional.empty(),
                node.result().type().intElement(),
                form);
    }

    private Optional<IntTensor> constant(Value weights) {
        return Optional.ofNullable(producers.get(weights))
                .map(Graph.Node::op)
                .flatMap(op -> op instanceof Constant c ? Optional.of(c.data()) : Optional.empty());
    }
}
