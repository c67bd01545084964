package io.goshawk.rtl;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Constant;
import io.goshawk.ir.circuit.Pack;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.circuit.Tap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A circuit with what an emitter asks all the time, by value number: who makes a wire, how many read it,
/// in which layer it stands and in which clock cycle.
final class Schematic {
    /// The nodes between two taps.
    ///
    /// @param index counted from 0
    /// @param tap the tensor that the layer computes
    record Layer(int index, Graph.Node<CircuitOp> tap, List<Graph.Node<CircuitOp>> nodes) {
        Tap tensor() {
            return (Tap) tap.op();
        }
    }

    private final Graph<CircuitOp> graph;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Graph.Node<CircuitOp>> rest = new ArrayList<>();
    private final CircuitOp[] makers;
    private final int[] readers;
    private final int[] lastReader;
    private final int[] layer;
    private final int[] cycle;
    /// Where a wire leaves its layer: an element of the layer's tensor, or -1.
    private final int[] place;

    Schematic(Graph<CircuitOp> graph) {
        this.graph = graph;
        int bound = 1
                + graph.nodes().stream()
                        .mapToInt(node -> node.result().id())
                        .max()
                        .orElse(0);
        for (Graph.Port port : graph.inputs()) {
            bound = Math.max(bound, port.value().id() + 1);
        }
        makers = new CircuitOp[bound];
        readers = new int[bound];
        lastReader = new int[bound];
        layer = new int[bound];
        cycle = new int[bound];
        place = new int[bound];
        java.util.Arrays.fill(place, -1);
        List<Graph.Node<CircuitOp>> current = new ArrayList<>();
        for (Graph.Node<CircuitOp> node : graph.nodes()) {
            visit(node);
            if (node.op() instanceof Tap tap) {
                tapped(tap);
                layers.add(new Layer(layers.size(), node, List.copyOf(current)));
                current.clear();
            } else {
                current.add(node);
            }
        }
        rest.addAll(current);
    }

    private void visit(Graph.Node<CircuitOp> node) {
        int id = node.result().id();
        makers[id] = node.op();
        layer[id] = layers.size();
        int latest = 0;
        boolean reads = !(node.op() instanceof Tap);
        for (Value operand : node.op().operands()) {
            latest = Math.max(latest, cycle[operand.id()]);
            if (reads) {
                readers[operand.id()]++;
                lastReader[operand.id()] = id;
            }
        }
        cycle[id] = node.op() instanceof Register ? latest + 1 : latest;
    }

    private void tapped(Tap tap) {
        for (int i = 0; i < tap.elements().size(); i++) {
            int id = tap.elements().get(i).id();
            if (layer[id] == layers.size() && place[id] < 0) {
                place[id] = i;
            }
        }
    }

    Graph<CircuitOp> graph() {
        return graph;
    }

    List<Layer> layers() {
        return Collections.unmodifiableList(layers);
    }

    /// {@return the nodes behind the last tap: what brings the outputs to the same cycle}
    List<Graph.Node<CircuitOp>> rest() {
        return List.copyOf(rest);
    }

    /// {@return what makes `value`; nothing for an input port}
    Optional<CircuitOp> maker(Value value) {
        return Optional.ofNullable(makers[value.id()]);
    }

    boolean isConstant(Value value) {
        return makers[value.id()] instanceof Constant;
    }

    /// {@return how many operands of operations `value` is}
    int readers(Value value) {
        return readers[value.id()];
    }

    /// {@return the only operation that reads `value`, if it is one and `value` is no element of a layer's
    /// tensor}
    Optional<CircuitOp> soleReader(Value value) {
        boolean alone = readers[value.id()] == 1 && place[value.id()] < 0;
        return alone ? Optional.of(makers[lastReader[value.id()]]) : Optional.empty();
    }

    /// {@return the layer that makes `value`; the number of layers for what is behind the last}
    int layer(Value value) {
        return layer[value.id()];
    }

    /// {@return which element of its layer's tensor `value` is, or -1}
    int place(Value value) {
        return place[value.id()];
    }

    /// {@return the clock edges between a vector's entry and `value`}
    int cycle(Value value) {
        return cycle[value.id()];
    }

    /// {@return the clock edges between a vector's entry and the outputs}
    /// @throws IllegalStateException if the outputs, or the wires of one, differ in that
    int latency() {
        Map<Integer, Long> cycles = graph.outputs().stream()
                .flatMap(port -> ((Pack) makers[port.value().id()]).elements().stream())
                .filter(wire -> !isConstant(wire))
                .collect(java.util.stream.Collectors.groupingBy(this::cycle, java.util.stream.Collectors.counting()));
        if (cycles.size() > 1) {
            throw new IllegalStateException("outputs come in different cycles: " + cycles);
        }
        return cycles.keySet().stream().findFirst().orElse(0);
    }
}
