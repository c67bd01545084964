package io.goshawk.ir;

import java.util.HashSet;
import java.util.Set;

/// Operations whose values reach no output.
public final class DeadOps {
    private DeadOps() {}

    /// {@return `graph` without them; `graph` itself where there are none}
    public static <D extends Op> Graph<D> drop(Graph<D> graph) {
        Set<Value> live = new HashSet<>();
        graph.outputs().forEach(port -> live.add(port.value()));
        for (Graph.Node<D> node : graph.nodes().reversed()) {
            if (live.contains(node.result())) {
                live.addAll(node.op().operands());
            }
        }
        if (graph.nodes().stream().allMatch(node -> live.contains(node.result()))) {
            return graph;
        }
        GraphBuilder<D> builder = GraphBuilder.like(graph);
        for (Graph.Node<D> node : graph.nodes()) {
            if (live.contains(node.result())) {
                builder.bind(node.result(), builder.add(builder.moved(node.op()), node.at()));
            }
        }
        return builder.finish(graph.outputs());
    }
}
