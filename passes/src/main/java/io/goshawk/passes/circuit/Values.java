package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;

/// Arrays by value number instead of maps by value.
final class Values {
    private Values() {}

    /// {@return a number above the id of every value of `graph`}
    static int idBound(Graph<?> graph) {
        int bound = 0;
        for (Graph.Port port : graph.inputs()) {
            bound = Math.max(bound, port.value().id() + 1);
        }
        for (Graph.Node<?> node : graph.nodes()) {
            Value value = node.result();
            bound = Math.max(bound, value.id() + 1);
        }
        return bound;
    }
}
