package io.goshawk.passes.rewrite;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One front-to-back copy of a graph during which each operation is offered to the rules.
final class Sweep<D extends Op> implements Rewriter<D> {
    private final Graph<D> graph;
    private final List<Rule<D, ? extends D>> rules;
    private final Map<String, Integer> fired;
    private final GraphBuilder<D> builder;
    private final Map<Value, Graph.Node<D>> produced = new HashMap<>();
    private final Map<Value, Integer> readers = new HashMap<>();
    private final List<Location> here = new ArrayList<>();
    private String firing = "";

    Sweep(Graph<D> graph, List<Rule<D, ? extends D>> rules, Map<String, Integer> fired) {
        this.graph = graph;
        this.rules = rules;
        this.fired = fired;
        this.builder = GraphBuilder.like(graph);
    }

    Graph<D> run() {
        Map<Value, Integer> counts = graph.readers();
        for (Graph.Node<D> node : graph.nodes()) {
            here.clear();
            here.add(node.at());
            Value successor = rewrite(builder.moved(node.op())).orElseGet(() -> keep(node));
            builder.bind(node.result(), successor);
            readers.merge(successor, counts.getOrDefault(node.result(), 0), Integer::sum);
        }
        return builder.finish(graph.outputs());
    }

    private Value keep(Graph.Node<D> node) {
        firing = "";
        return emit(builder.moved(node.op()));
    }

    private Optional<Value> rewrite(D op) {
        for (Rule<D, ? extends D> rule : rules) {
            if (rule.root().isInstance(op)) {
                firing = rule.name();
                Optional<Value> value = applied(rule, op);
                if (value.isPresent()) {
                    fired.merge(rule.name(), 1, Integer::sum);
                    return value;
                }
                here.subList(1, here.size()).clear();
            }
        }
        return Optional.empty();
    }

    private <T extends D> Optional<Value> applied(Rule<D, T> rule, D op) {
        return rule.apply(rule.root().cast(op), this);
    }

    @Override
    public <T extends D> Optional<T> producer(Value value, Class<T> type) {
        return Optional.ofNullable(produced.get(value))
                .filter(node -> type.isInstance(node.op()))
                .map(node -> {
                    here.add(node.at());
                    return type.cast(node.op());
                });
    }

    @Override
    public <T extends D> Optional<T> soleProducer(Value value, Class<T> type) {
        return readers.getOrDefault(value, 0) == 1 ? producer(value, type) : Optional.empty();
    }

    @Override
    public Value emit(D op) {
        Location at = firing.isEmpty() ? here.getFirst() : Location.fuse(firing, here);
        Value value = builder.add(op, at);
        produced.put(value, new Graph.Node<>(value, op, at));
        return value;
    }
}
