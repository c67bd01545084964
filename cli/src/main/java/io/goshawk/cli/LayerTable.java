package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What the hardware consists of, a row a layer.
final class LayerTable {
    /// A layer: a product with its requantisation, or one of these alone.
    ///
    /// @param weights the type of the weights, where there are any
    /// @param nonZero how many weights are not zero
    /// @param count how many weights there are, which is the number of multiply-accumulates for one vector
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
                case MatMul matmul -> {
                    Optional<Graph.Node<IntegerOp>> next = requantiserOf(node.result());
                    next.ifPresent(requantize -> merged.add(requantize.result()));
                    rows.add(product(node, matmul, next));
                }
                case Requantize requantize -> rows.add(requantisation(node, requantize));
                case ArgMax argmax -> rows.add(plain(node, "argmax", argmax.input()));
                case Reshape _, Transpose _, Constant _ -> {}
            }
        }
        return rows;
    }

    private Optional<Graph.Node<IntegerOp>> requantiserOf(Value product) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Requantize r && r.input().equals(product))
                .filter(_ -> readers.getOrDefault(product, 0) == 1)
                .findFirst();
    }

    private Row product(Graph.Node<IntegerOp> node, MatMul op, Optional<Graph.Node<IntegerOp>> next) {
        Optional<IntTensor> weights = constant(op.weights());
        long count = op.weights().shape().size();
        long nonZero = weights.map(data -> IntStream.range(0, data.shape().size())
                        .filter(i -> data.bigAt(i).signum() != 0)
                        .count())
                .orElse(count);
        return new Row(
                Words.place(node.at()),
                "dense " + op.weights().shape(),
                Optional.of(weights.map(data -> IntType.holding(data.hull()))
                        .orElse(op.weights().type().intElement())),
                nonZero,
                count,
                op.input().type().intElement(),
                Optional.of(op.accumulator()),
                next.map(n -> n.result().type().intElement()).orElse(op.accumulator()),
                next.map(n -> Forms.words((Requantize) n.op())).orElse("none"));
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
        return new Row(
                Words.place(node.at()),
                kind + " " + input.shape(),
                Optional.empty(),
                0,
                0,
                input.type().intElement(),
                Optional.empty(),
                node.result().type().intElement(),
                "none");
    }

    private Optional<IntTensor> constant(Value weights) {
        return Optional.ofNullable(producers.get(weights))
                .map(Graph.Node::op)
                .flatMap(op -> op instanceof Constant c ? Optional.of(c.data()) : Optional.empty());
    }
}
