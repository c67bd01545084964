package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.OnnxOp;
import java.util.HashMap;
import java.util.Map;

/// A graph without what a file cannot say: where it came from, the numbers of values, in which order independent
/// nodes stand, whether equal operations are one.
public final class NormalForm {
    private static final Location NOWHERE = new Location.Whole("nowhere");

    private final Map<Value, Graph.Node<OnnxOp>> producers;
    private final GraphBuilder<OnnxOp> builder = new GraphBuilder<>("normal");
    private final Map<OnnxOp, Value> known = new HashMap<>();

    private NormalForm(Graph<OnnxOp> graph) {
        this.producers = graph.producers();
    }

    /// {@return `graph` without it}
    public static Graph<OnnxOp> of(Graph<OnnxOp> graph) {
        NormalForm form = new NormalForm(graph);
        graph.inputs()
                .forEach(port -> form.builder.bind(
                        port.value(),
                        form.builder.input(port.name(), port.value().type(), NOWHERE)));
        return form.builder.build(graph.outputs().stream()
                .map(port -> Graph.Port.plain(port.name(), form.value(port.value()), NOWHERE))
                .toList());
    }

    private Value value(Value old) {
        if (!builder.knows(old)) {
            OnnxOp op = producers.get(old).op();
            op.operands().forEach(this::value);
            OnnxOp moved = builder.moved(op);
            builder.bind(old, known.computeIfAbsent(moved, fresh -> builder.add(fresh, NOWHERE)));
        }
        return builder.of(old);
    }
}
