package io.goshawk.passes.rewrite;

import io.goshawk.ir.DeadOps;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.Transform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A set of rules as one pass: swept over the graph, in order, until nothing changes.
/// Operations that nothing reads any more go in the same sweep.
///
/// @param <D> the dialect
public final class Rules<D extends Op> implements Transform<D> {
    /// Sweeps before the rules are taken to chase each other.
    private static final int FUEL = 1000;

    private final String name;
    private final List<Rule<D, ? extends D>> rules;

    /// @param rules in the order in which they are offered an operation
    public Rules(String name, List<Rule<D, ? extends D>> rules) {
        this.name = name;
        this.rules = List.copyOf(rules);
    }

    @Override
    public String name() {
        return name;
    }

    /// {@return `graph` with every rule applied wherever it has a say}
    /// @throws IllegalStateException if the rules never come to rest, naming those still firing
    @Override
    public Graph<D> apply(Graph<D> graph, PassContext context) {
        Graph<D> current = DeadOps.drop(graph);
        Map<String, Integer> fired = new TreeMap<>();
        for (int sweep = 0; sweep < FUEL; sweep++) {
            fired.clear();
            current = DeadOps.drop(new Sweep<>(current, rules, fired).run());
            if (fired.isEmpty()) {
                return current;
            }
        }
        throw new IllegalStateException("rules still firing after " + FUEL + " sweeps: " + fired);
    }
}
