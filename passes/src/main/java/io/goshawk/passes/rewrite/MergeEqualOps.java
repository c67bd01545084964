package io.goshawk.passes.rewrite;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.Transform;
import java.util.HashMap;
import java.util.Map;

/// Computes equal operations once, so that no hardware doubles.
///
/// Sound because operations have no state: equal records of equal operands yield equal values.
///
/// @param <D> the dialect
public final class MergeEqualOps<D extends Op> implements Transform<D> {
    @Override
    public Graph<D> apply(Graph<D> graph, PassContext context) {
        GraphBuilder<D> builder = GraphBuilder.like(graph);
        Map<D, Value> known = new HashMap<>();
        for (Graph.Node<D> node : graph.nodes()) {
            D op = builder.moved(node.op());
            builder.bind(node.result(), known.computeIfAbsent(op, fresh -> builder.add(fresh, node.at())));
        }
        return builder.finish(graph.outputs());
    }
}
