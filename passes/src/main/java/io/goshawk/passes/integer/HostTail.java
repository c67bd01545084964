package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.shape.Reshape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds the host's graph behind the hardware: its inputs are the hardware's output ports, each with the reals
/// that its integers stand for.
final class HostTail {
    private final Map<Value, String> names;
    private final GraphBuilder<QuantOp> builder = new GraphBuilder<>("host_out");
    private final Map<String, Value> ports = new HashMap<>();

    /// @param classPort the hardware output that already holds the first operation's arg-max
    record Work(Value boundary, List<Graph.Node<QuantOp>> nodes, Graph.Port output, Optional<String> classPort) {}

    HostTail(Graph<?> hardware, Map<Value, String> names) {
        this.names = names;
        for (Graph.Port port : hardware.outputs()) {
            ElementType plain = port.value().type().element();
            ElementType element = port.meaning()
                    .<ElementType>map(map -> new QuantType(port.value().type().intElement(), map))
                    .orElse(plain);
            ports.put(
                    port.name(), builder.input(port.name(), port.value().type().withElement(element), port.at()));
        }
    }

    Graph<QuantOp> build(List<Work> tails) {
        List<Graph.Port> outputs = new ArrayList<>();
        for (Work tail : tails) {
            outputs.add(new Graph.Port(
                    tail.output().name(),
                    result(tail),
                    Optional.<Affine>empty(),
                    tail.output().at()));
        }
        return builder.build(outputs);
    }

    private Value result(Work tail) {
        Value logits = ports.get(names.get(tail.boundary()));
        Value known = tail.classPort().map(ports::get).orElse(null);
        boolean classIsThere = known != null && tail.nodes().getFirst().op() instanceof ArgMax;
        if (classIsThere || logits == null) {
            // The hardware has decided the class; what followed a softmax cannot be had without the logits.
            return classIsThere
                    ? rest(known, tail.nodes().subList(1, tail.nodes().size()))
                    : known;
        }
        return rest(logits, tail.nodes());
    }

    private Value rest(Value start, List<Graph.Node<QuantOp>> nodes) {
        Value value = start;
        for (Graph.Node<QuantOp> node : nodes) {
            Value operand = node.op() instanceof Reshape ? withoutChannels(value, node.at()) : value;
            value = builder.add((QuantOp) node.op().withOperands(List.of(operand)), node.at());
        }
        return value;
    }

    /// A type with one scale a channel does not survive a reshape, its reals do.
    private Value withoutChannels(Value value, Location at) {
        boolean channels =
                value.type().element() instanceof QuantType type && type.map().axis() >= 0;
        return channels ? builder.add(new ApplyAffine(value, Affine.IDENTITY), at) : value;
    }
}
