package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
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
import io.goshawk.ir.circuit.Select;
import io.goshawk.ir.circuit.ShiftLeft;
import io.goshawk.ir.circuit.ShiftRight;
import io.goshawk.ir.circuit.Tap;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A finished [Netlist] as a graph: gates that reach neither an output nor a tap are left behind.
final class NetlistToGraph {
    private final Graph<IntegerOp> source;
    private final Netlist netlist;
    private final List<Unrolling.Layer> layers;
    private final GraphBuilder<CircuitOp> builder;
    private final List<Value> inputs;
    private final Value[] values;

    NetlistToGraph(Graph<IntegerOp> source, Netlist netlist, List<Unrolling.Layer> layers) {
        this.source = source;
        this.netlist = netlist;
        this.layers = layers;
        this.builder = GraphBuilder.like(source);
        this.inputs =
                source.inputs().stream().map(port -> builder.of(port.value())).toList();
        this.values = new Value[netlist.size()];
    }

    /// {@return the graph}
    /// @param outputs for each output port its wires
    Graph<CircuitOp> run(List<int[]> outputs) {
        boolean[] live = live(outputs);
        int next = 0;
        for (Unrolling.Layer layer : layers) {
            addGates(next, layer.position(), live);
            next = layer.position();
            addTap(layer);
        }
        addGates(next, netlist.size(), live);
        return builder.build(ports(outputs));
    }

    private boolean[] live(List<int[]> outputs) {
        boolean[] live = new boolean[netlist.size()];
        layers.forEach(layer -> layer.wires().forEach(wire -> live[wire] = true));
        outputs.forEach(wires -> Arrays.stream(wires).forEach(wire -> live[wire] = true));
        for (int wire = live.length - 1; wire >= 0; wire--) {
            if (live[wire]) {
                for (int read : netlist.gate(wire).reads()) {
                    live[read] = true;
                }
            }
        }
        return live;
    }

    private void addGates(int from, int to, boolean[] live) {
        for (int wire = from; wire < to; wire++) {
            if (live[wire]) {
                values[wire] = builder.add(operation(wire), netlist.at(wire));
            }
        }
    }

    private void addTap(Unrolling.Layer layer) {
        builder.add(
                new Tap(
                        layer.wires().stream().map(wire -> values[wire]).toList(),
                        layer.shape(),
                        layer.element(),
                        layer.source()),
                layer.at());
    }

    private List<Graph.Port> ports(List<int[]> outputs) {
        List<Graph.Port> ports = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Graph.Port port = source.outputs().get(i);
            Shape shape = port.value().shape();
            IntType element = port.value().type().intElement();
            ports.add(port.withValue(builder.add(new Pack(valuesOf(outputs.get(i)), shape, element), port.at())));
        }
        return ports;
    }

    private List<Value> valuesOf(int[] wires) {
        return Arrays.stream(wires).mapToObj(wire -> values[wire]).toList();
    }

    private CircuitOp operation(int wire) {
        IntRange range = IntRange.of(netlist.min(wire), netlist.max(wire));
        return switch (netlist.gate(wire)) {
            case Gate.Element(int port, int index) -> new Element(inputs.get(port), index);
            case Gate.Constant(long value) -> new Constant(BigInteger.valueOf(value));
            case Gate.Add(int left, int leftShift, int right, int rightShift, boolean subtract) ->
                new Add(values[left], leftShift, values[right], rightShift, subtract, range);
            case Gate.ShiftLeft(int input, int places) -> new ShiftLeft(values[input], places, range);
            case Gate.ShiftRight shift ->
                new ShiftRight(
                        values[shift.input()],
                        BigInteger.valueOf(shift.addend()),
                        shift.places(),
                        shift.rounding(),
                        range);
            case Gate.Clamp(int input, long min, long max) -> new Clamp(values[input], IntRange.of(min, max), range);
            case Gate.AtLeast(int input, long threshold) -> new AtLeast(values[input], BigInteger.valueOf(threshold));
            case Gate.Greater(int left, int right) -> new Greater(values[left], values[right]);
            case Gate.Select(int condition, int whenOne, int whenZero) ->
                new Select(values[condition], values[whenOne], values[whenZero], range);
            case Gate.Lookup(int input, long first, List<Long> entries) ->
                new Lookup(
                        values[input],
                        BigInteger.valueOf(first),
                        entries.stream().map(BigInteger::valueOf).toList());
        };
    }
}
