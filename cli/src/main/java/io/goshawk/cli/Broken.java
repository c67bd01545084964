package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;

/// Part of Goshawk broke on a graph: a bug. Carries the graph, the reproducer.
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Graph<? extends Op> graph;

    Broken(String what, Graph<? extends Op> graph, RuntimeException cause) {
        super(what + ": " + cause, cause);
        this.graph = graph;
    }

    Graph<? extends Op> graph() {
        return graph;
    }
}
