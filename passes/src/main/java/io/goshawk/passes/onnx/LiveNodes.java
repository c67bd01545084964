package io.goshawk.passes.onnx;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.OnnxOp;
import java.util.HashSet;
import java.util.Set;

/// A graph without what no output needs.
final class LiveNodes {
    private LiveNodes() {}

    /// {@return `graph` without it; the inputs stay}
    static Graph<OnnxOp> of(Graph<OnnxOp> graph) {
        Set<Value> needed = new HashSet<>();
        graph.outputs().forEach(port -> needed.add(port.value()));
        for (Graph.Node<OnnxOp> node : graph.nodes().reversed()) {
            if (needed.contains(node.result())) {
                needed.addAll(node.op().operands());
            }
        }
        GraphBuilder<OnnxOp> builder = GraphBuilder.like(graph);
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            if (needed.contains(node.result())) {
                builder.bind(node.result(), builder.add(builder.moved(node.op()), node.at()));
            }
        }
        return builder.finish(graph.outputs());
    }
}
