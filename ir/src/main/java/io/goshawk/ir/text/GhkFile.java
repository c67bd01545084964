package io.goshawk.ir.text;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import java.util.List;
import java.util.Optional;

/// What one `.ghk` file holds: graphs, each of its own dialect.
public record GhkFile(List<Graph<? extends Op>> graphs) {
    public GhkFile {
        graphs = List.copyOf(graphs);
    }

    /// {@return the graph `@name`, if there is one}
    public Optional<Graph<? extends Op>> graph(String name) {
        return graphs.stream().filter(graph -> graph.name().equals(name)).findFirst();
    }

    /// {@return the graph `@name` as one of `dialect`}
    /// @throws IllegalArgumentException if there is none, or if it holds an operation of another dialect
    public <D extends Op> Graph<D> graph(String name, Class<D> dialect) {
        Graph<? extends Op> found =
                graph(name).orElseThrow(() -> new IllegalArgumentException("no graph @" + name + " in the file"));
        return as(found, dialect);
    }

    /// {@return the file's only graph as one of `dialect`}
    /// @throws IllegalArgumentException if there are several or none, or if it holds an operation of another
    /// dialect
    public <D extends Op> Graph<D> only(Class<D> dialect) {
        if (graphs.size() != 1) {
            throw new IllegalArgumentException(graphs.size() + " graphs in the file, not one");
        }
        return as(graphs.getFirst(), dialect);
    }

    /// {@return `graph` as one of `dialect`}
    /// @throws IllegalArgumentException if it holds an operation of another dialect
    @SuppressWarnings("unchecked") // every operation was asked
    public static <D extends Op> Graph<D> as(Graph<? extends Op> graph, Class<D> dialect) {
        for (Graph.Node<? extends Op> node : graph.nodes()) {
            if (!dialect.isInstance(node.op())) {
                String name = Naming.operation(node.op().getClass());
                throw new IllegalArgumentException(name + " in @" + graph.name() + " is no " + dialect.getSimpleName());
            }
        }
        return (Graph<D>) graph;
    }
}
