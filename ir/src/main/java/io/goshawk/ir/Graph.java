package io.goshawk.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A straight-line SSA graph over one dialect: every node follows what it reads.
///
/// Immutable and compared by `equals`; a pass that returns an equal graph has changed nothing.
public record Graph<D extends Op>(String name, List<Port> inputs, List<Node<D>> nodes, List<Port> outputs) {
    /// An operation, the value it yields, and the user's node it comes from.
    public record Node<D extends Op>(Value result, D op, Location at) {}

    /// A named input or output; `meaning` says which reals its integers stand for, below the quant stage.
    public record Port(String name, Value value, Optional<Affine> meaning, Location at) {
        /// {@return a port whose values mean themselves}
        public static Port plain(String name, Value value, Location at) {
            return new Port(name, value, Optional.empty(), at);
        }

        /// {@return this port on another value}
        public Port withValue(Value changed) {
            return new Port(name, changed, meaning, at);
        }
    }

    public Graph {
        inputs = List.copyOf(inputs);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }

    /// {@return this graph with each operation replaced by what `function` makes of its node}
    ///
    /// The new operation must yield the type of the old one, or every later operand would be stale; types that
    /// change are renewed here, in order, so that a pass may narrow a type and its readers follow.
    public Graph<D> mapOps(Function<Node<D>, D> function) {
        GraphBuilder<D> builder = GraphBuilder.like(this);
        for (Node<D> node : nodes) {
            D moved = builder.moved(node.op());
            builder.bind(
                    node.result(), builder.add(function.apply(new Node<>(node.result(), moved, node.at())), node.at()));
        }
        return builder.finish(outputs);
    }

    /// {@return the node that yields each value}
    public Map<Value, Node<D>> producers() {
        Map<Value, Node<D>> map = new HashMap<>();
        nodes.forEach(node -> map.put(node.result(), node));
        return map;
    }

    /// {@return how many operations and outputs read each value; values nobody reads are absent}
    public Map<Value, Integer> readers() {
        Map<Value, Integer> counts = new HashMap<>();
        nodes.forEach(node -> node.op().operands().forEach(value -> counts.merge(value, 1, Integer::sum)));
        outputs.forEach(port -> counts.merge(port.value(), 1, Integer::sum));
        return counts;
    }
}
