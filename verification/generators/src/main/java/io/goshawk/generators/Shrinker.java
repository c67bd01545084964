package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Makes a failing graph smaller while it still fails: fewer outputs, an earlier end, a later start.
public final class Shrinker {
    private Shrinker() {}

    /// {@return a graph that still `fails`, and that no single step makes smaller}
    /// @param fails whether a graph shows the failure; an exception counts as another failure, which is not wanted
    public static <D extends Op> Graph<D> shrink(Graph<D> graph, Predicate<Graph<D>> fails) {
        Graph<D> smallest = graph;
        Optional<Graph<D>> smaller = Optional.of(graph);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            int weight = weight(smallest);
            smaller = candidates(smallest)
                    .filter(candidate -> weight(candidate) < weight && holds(fails, candidate))
                    .findFirst();
        }
        return smallest;
    }

    private static int weight(Graph<? extends Op> graph) {
        return 2 * graph.nodes().size()
                + graph.outputs().size()
                + graph.inputs().size();
    }

    private static <D extends Op> boolean holds(Predicate<Graph<D>> fails, Graph<D> candidate) {
        try {
            return fails.test(candidate);
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static <D extends Op> Stream<Graph<D>> candidates(Graph<D> graph) {
        Stream<Graph<D>> earlierEnds = graph.nodes().stream()
                .map(node -> rebuild(graph, List.of(Graph.Port.plain("out", node.result(), node.at())), Set.of()));
        Stream<Graph<D>> fewerOutputs = graph.outputs().stream().map(dropped -> {
            List<Graph.Port> kept = new ArrayList<>(graph.outputs());
            kept.remove(dropped);
            return rebuild(graph, kept, Set.of());
        });
        Stream<Graph<D>> laterStarts =
                graph.nodes().stream().map(node -> rebuild(graph, graph.outputs(), Set.of(node.result())));
        return Stream.of(earlierEnds, fewerOutputs, laterStarts).flatMap(stream -> stream);
    }

    /// {@return `graph` with other outputs, values of `cut` as inputs, and without what nobody reads}
    private static <D extends Op> Graph<D> rebuild(Graph<D> graph, List<Graph.Port> outputs, Set<Value> cut) {
        Set<Value> wanted = wanted(graph, outputs, cut);
        GraphBuilder<D> builder = new GraphBuilder<>(graph.name());
        for (Graph.Port port : graph.inputs()) {
            if (wanted.contains(port.value())) {
                builder.bind(
                        port.value(), builder.input(port.name(), port.value().type(), port.meaning(), port.at()));
            }
        }
        for (Graph.Node<D> node : graph.nodes()) {
            if (cut.contains(node.result())) {
                String name = "cut" + node.result().id();
                builder.bind(node.result(), builder.input(name, node.result().type(), node.at()));
            } else if (wanted.contains(node.result())) {
                builder.bind(node.result(), builder.add(builder.moved(node.op()), node.at()));
            }
        }
        return builder.finish(outputs);
    }

    private static <D extends Op> Set<Value> wanted(Graph<D> graph, List<Graph.Port> outputs, Set<Value> cut) {
        Set<Value> wanted = new HashSet<>();
        outputs.forEach(port -> wanted.add(port.value()));
        for (Graph.Node<D> node : graph.nodes().reversed()) {
            if (wanted.contains(node.result()) && !cut.contains(node.result())) {
                wanted.addAll(node.op().operands());
            }
        }
        return wanted;
    }
}
