package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.Add;
import io.goshawk.ir.circuit.AtLeast;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Clamp;
import io.goshawk.ir.circuit.Constant;
import io.goshawk.ir.circuit.Element;
import io.goshawk.ir.circuit.Greater;
import io.goshawk.ir.circuit.Lookup;
import io.goshawk.ir.circuit.Pack;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.circuit.Select;
import io.goshawk.ir.circuit.ShiftLeft;
import io.goshawk.ir.circuit.ShiftRight;
import io.goshawk.ir.circuit.Tap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Copies a circuit and lets each operand wait in registers until its reader's stage.
final class RegisterInsertion {
    private final Graph<CircuitOp> graph;
    private final Stages stages;
    private final GraphBuilder<CircuitOp> builder;
    private final Value[] copies;
    private final boolean[] constant;
    /// For each value its registers of the current layer, one a stage.
    private final Map<Integer, List<Value>> chains = new HashMap<>();

    RegisterInsertion(Graph<CircuitOp> graph, Stages stages) {
        this.graph = graph;
        this.stages = stages;
        this.builder = GraphBuilder.like(graph);
        this.copies = new Value[Values.idBound(graph)];
        this.constant = new boolean[copies.length];
        graph.inputs().forEach(port -> copies[port.value().id()] = builder.of(port.value()));
    }

    Graph<CircuitOp> run() {
        for (Graph.Node<CircuitOp> node : graph.nodes()) {
            CircuitOp op = node.op();
            int id = node.result().id();
            constant[id] = op instanceof Constant;
            copies[id] = switch (op) {
                case Pack pack -> copy(pack, stages.latency(), node.at());
                // What is observed may be there at different times.
                case Tap tap -> {
                    chains.clear();
                    yield builder.add(tap.withOperands(copies(tap.elements())), node.at());
                }
                case Element _,
                        Constant _,
                        Add _,
                        ShiftLeft _,
                        ShiftRight _,
                        Clamp _,
                        AtLeast _,
                        Greater _,
                        Select _,
                        Lookup _ -> copy(op, stages.of(node.result()), node.at());
                case Register _ -> throw new IllegalStateException("a register in a combinational circuit");
            };
        }
        return builder.build(graph.outputs().stream()
                .map(port -> port.withValue(copies[port.value().id()]))
                .toList());
    }

    private Value copy(CircuitOp op, int stage, Location at) {
        List<Value> operands = new ArrayList<>();
        for (Value operand : op.operands()) {
            operands.add(delayed(operand, stage, at));
        }
        return builder.add((CircuitOp) op.withOperands(operands), at);
    }

    private List<Value> copies(List<Value> values) {
        return values.stream().map(value -> copies[value.id()]).toList();
    }

    /// {@return the copy of `value` as it is in `stage`}
    private Value delayed(Value value, int stage, Location at) {
        int waits = stage - stages.of(value);
        Value current = copies[value.id()];
        if (waits == 0 || constant[value.id()]) {
            return current;
        }
        List<Value> chain = chains.computeIfAbsent(value.id(), _ -> new ArrayList<>());
        while (chain.size() < waits) {
            current = chain.isEmpty() ? current : chain.getLast();
            chain.add(builder.add(new Register(current), at));
        }
        return chain.get(waits - 1);
    }
}
