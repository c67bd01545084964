package io.goshawk.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds a [Graph] front to back, and keeps which new value stands for which old one while a pass copies.
///
/// @param <D> the dialect of the graph being built
public final class GraphBuilder<D extends Op> {
    private final String name;
    private final List<Graph.Port> inputs = new ArrayList<>();
    private final List<Graph.Node<D>> nodes = new ArrayList<>();
    private final Map<Value, Value> renamed = new HashMap<>();
    private int nextId;

    public GraphBuilder(String name) {
        this.name = name;
    }

    /// {@return a builder with the name and the inputs of `graph`, each standing for itself}
    public static <D extends Op> GraphBuilder<D> like(Graph<? extends Op> graph) {
        GraphBuilder<D> builder = new GraphBuilder<>(graph.name());
        for (Graph.Port port : graph.inputs()) {
            Value fresh = builder.input(port.name(), port.value().type(), port.meaning(), port.at());
            builder.bind(port.value(), fresh);
        }
        return builder;
    }

    /// Adds an input. {@return its value}
    public Value input(String portName, TensorType type, Optional<Affine> meaning, Location at) {
        Value value = new Value(nextId++, type);
        inputs.add(new Graph.Port(portName, value, meaning, at));
        return value;
    }

    /// Adds an input that means itself. {@return its value}
    public Value input(String portName, TensorType type, Location at) {
        return input(portName, type, Optional.empty(), at);
    }

    /// Adds `op` behind everything added before. {@return its value}
    public Value add(D op, Location at) {
        Value value = new Value(nextId++, op.resultType());
        nodes.add(new Graph.Node<>(value, op, at));
        return value;
    }

    /// Lets `fresh` stand for `old` from here on.
    public void bind(Value old, Value fresh) {
        renamed.put(old, fresh);
    }

    /// {@return the value that stands for `old`}
    /// @throws IllegalStateException if none was bound: the pass lost a value
    public Value of(Value old) {
        Value fresh = renamed.get(old);
        if (fresh == null) {
            throw new IllegalStateException(old.name() + " of @" + name + " has no successor");
        }
        return fresh;
    }

    /// {@return whether something stands for `old`}
    public boolean knows(Value old) {
        return renamed.containsKey(old);
    }

    /// {@return `op` reading the successors of its operands}
    @SuppressWarnings("unchecked") // withOperands keeps the class of the operation
    public <T extends Op> T moved(T op) {
        return (T) op.withOperands(op.operands().stream().map(this::of).toList());
    }

    /// {@return the nodes added so far}
    public List<Graph.Node<D>> nodes() {
        return List.copyOf(nodes);
    }

    /// {@return the graph, with the successors of `oldOutputs` as outputs}
    public Graph<D> finish(List<Graph.Port> oldOutputs) {
        return build(oldOutputs.stream()
                .map(port -> port.withValue(of(port.value())))
                .toList());
    }

    /// {@return the graph, with `outputs` on values of this builder}
    public Graph<D> build(List<Graph.Port> outputs) {
        return new Graph<>(name, inputs, nodes, outputs);
    }
}
