package io.goshawk.ir.check;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Op;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What holds for graphs of every dialect: each value is defined once and before it is read, has the type of its
/// definition, which is the type that its operation computes; ports have names of their own.
final class GraphRules {
    private final Reports reports;
    private final Map<Integer, TensorType> defined = new HashMap<>();

    private GraphRules(Reports reports) {
        this.reports = reports;
    }

    static void check(Graph<? extends Op> graph, Reports reports) {
        new GraphRules(reports).graph(graph);
    }

    private void graph(Graph<? extends Op> graph) {
        for (Graph.Port port : graph.inputs()) {
            if (defined.put(port.value().id(), port.value().type()) != null) {
                reports.malformed(port.at(), "input " + port.value().name() + " is defined twice");
            }
        }
        graph.nodes().forEach(this::node);
        for (Graph.Port port : graph.outputs()) {
            read(port.value())
                    .ifPresent(problem -> reports.malformed(port.at(), "output \"" + port.name() + "\" " + problem));
        }
        ports("input", graph.inputs());
        ports("output", graph.outputs());
    }

    private void node(Graph.Node<? extends Op> node) {
        for (Value operand : node.op().operands()) {
            read(operand).ifPresent(problem -> reports.malformed(node, problem));
        }
        TensorType computed = computedType(node);
        if (!computed.equals(node.result().type())) {
            reports.malformed(
                    node,
                    "yields " + computed + ", but its value is of "
                            + node.result().type());
        }
        if (defined.put(node.result().id(), node.result().type()) != null) {
            reports.malformed(node, "defines a value that is defined before");
        }
    }

    private TensorType computedType(Graph.Node<? extends Op> node) {
        try {
            return node.op().resultType();
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException | IndexOutOfBoundsException e) {
            reports.malformed(node, "has no result type: " + e.getMessage());
            return node.result().type();
        }
    }

    private Optional<String> read(Value value) {
        TensorType type = defined.get(value.id());
        if (type == null) {
            return Optional.of("reads " + value.name() + ", which is not defined before");
        }
        return type.equals(value.type())
                ? Optional.empty()
                : Optional.of("reads " + value.name() + " as " + value.type() + ", but it is of " + type);
    }

    private void ports(String kind, List<Graph.Port> ports) {
        Set<String> names = new HashSet<>();
        for (Graph.Port port : ports) {
            String name = kind + " \"" + port.name() + "\"";
            if (!names.add(port.name())) {
                reports.malformed(port.at(), name + " is there twice");
            }
            port.meaning().ifPresent(map -> meaning(name, port, map));
        }
    }

    private void meaning(String name, Graph.Port port, Affine map) {
        if (!(port.value().type().element() instanceof IntType)) {
            reports.malformed(port.at(), name + " has a meaning, but its values are no integers");
        }
        Maps.problem(map, port.value().shape())
                .ifPresent(problem -> reports.malformed(port.at(), "the meaning of " + name + " " + problem));
    }
}
