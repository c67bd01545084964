package io.goshawk.ir.check;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;
import java.util.List;
import java.util.function.BiConsumer;

/// Which rules a graph is held to.
public final class Rules {
    private static final List<Dialect<?>> DIALECTS = List.of(
            new Dialect<>(OnnxOp.class, OnnxRules::check),
            new Dialect<>(QuantOp.class, QuantRules::check),
            new Dialect<>(IntegerOp.class, IntegerRules::check),
            new Dialect<>(CircuitOp.class, CircuitRules::check));

    private Rules() {}

    private record Dialect<D extends Op>(Class<D> root, BiConsumer<Graph<D>, Reports> rules) {
        boolean owns(Op op) {
            return root.isInstance(op) && !(op instanceof ShapeOp || op instanceof ArrangeOp);
        }

        @SuppressWarnings("unchecked") // asked of every operation before
        void check(Graph<? extends Op> graph, Reports reports) {
            for (Graph.Node<? extends Op> node : graph.nodes()) {
                if (!root.isInstance(node.op())) {
                    reports.malformed(node, "stands in a graph of " + root.getSimpleName() + "s");
                }
            }
            if (reports.clean()) {
                rules.accept((Graph<D>) graph, reports);
            }
        }
    }

    /// Reports every broken rule of `graph`: the general ones, then those of the dialect that its first
    /// operation belongs to. Dialects of other modules are held to the general rules.
    public static void check(Graph<? extends Op> graph, Diagnostics diagnostics) {
        Reports reports = new Reports(diagnostics);
        GraphRules.check(graph, reports);
        if (reports.clean()) {
            graph.nodes().stream()
                    .flatMap(node -> DIALECTS.stream().filter(dialect -> dialect.owns(node.op())))
                    .findFirst()
                    .ifPresent(dialect -> dialect.check(graph, reports));
        }
    }
}
