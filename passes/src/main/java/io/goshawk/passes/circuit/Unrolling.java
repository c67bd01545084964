package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The state of one unrolling: the netlist, and which wires are the elements of each value so far.
final class Unrolling {
    /// A tensor of the integer graph whose wires are known, when the netlist had `position` wires.
    record Layer(int position, List<Integer> wires, Shape shape, IntType element, int source, Location at) {}

    private final Graph<IntegerOp> graph;
    private final Netlist netlist = new Netlist();
    private final List<Layer> layers = new ArrayList<>();
    private final Map<Value, IntTensor> constants = new HashMap<>();
    /// Wires; a number `-1 - k` is element `k` of all input ports laid end to end, which each layer
    /// takes out anew.
    private final Map<Value, int[]> elements = new HashMap<>();
    private final List<int[]> inputElements = new ArrayList<>();

    Unrolling(Graph<IntegerOp> graph) {
        this.graph = graph;
        for (int port = 0; port < graph.inputs().size(); port++) {
            Value value = graph.inputs().get(port).value();
            int[] refs = new int[value.shape().size()];
            for (int i = 0; i < refs.length; i++) {
                refs[i] = -1 - inputElements.size();
                inputElements.add(new int[] {port, i});
            }
            elements.put(value, refs);
        }
    }

    /// Begins a layer. {@return the netlist to build it in}
    Netlist begin(Location at) {
        netlist.beginLayer(at);
        return netlist;
    }

    /// {@return the wires of the elements of `value`, in an array of the caller's own}
    int[] wires(Value value) {
        IntTensor known = constants.get(value);
        int[] wires = new int[value.shape().size()];
        for (int i = 0; i < wires.length; i++) {
            wires[i] = known != null ? netlist.constant(known.at(i)) : wire(elements.get(value)[i]);
        }
        return wires;
    }

    private int wire(int reference) {
        if (reference >= 0) {
            // A known value needs no wire from another layer.
            return netlist.isConstant(reference) ? netlist.constant(netlist.min(reference)) : reference;
        }
        int[] element = inputElements.get(-1 - reference);
        IntRange range = inputRange(element[0]);
        return netlist.element(
                element[0],
                element[1],
                range.min().longValueExact(),
                range.max().longValueExact());
    }

    private IntRange inputRange(int port) {
        return graph.inputs().get(port).value().type().intElement().range();
    }

    void constant(Value value, IntTensor data) {
        constants.put(value, data);
    }

    /// {@return the known weights `value`}
    /// @throws Refusal if they are computed
    IntTensor weights(Value value, Location at) {
        IntTensor data = constants.get(value);
        if (data == null) {
            throw new Refusal(
                    Diagnostic.of(Code.NOT_AVAILABLE, at, "a product of two computed tensors cannot be unrolled yet")
                            .note("only products with constant weights become shifts and adders"));
        }
        return data;
    }

    /// Lets `result` be what `op` makes of its input: the same wires in another order.
    void rename(ShapeOp op, Value result) {
        Value input = op.operands().getFirst();
        int[] from = switch (op) {
            case Reshape _ -> IntStream.range(0, input.shape().size()).toArray();
            case Transpose transpose -> Tensor.transposition(transpose.input().shape(), transpose.permutation());
        };
        if (constants.containsKey(input)) {
            constants.put(result, constants.get(input).gather(result.shape(), from));
        } else {
            int[] wires = elements.get(input);
            int[] moved = new int[from.length];
            for (int i = 0; i < from.length; i++) {
                moved[i] = wires[from[i]];
            }
            elements.put(result, moved);
        }
    }

    /// Lets `result` be what `op` puts together of its operands' wires.
    void arrange(ArrangeOp op, Value result) {
        int[] all = op.operands().stream()
                .flatMapToInt(operand -> IntStream.of(references(operand)))
                .toArray();
        elements.put(result, IntStream.of(op.sources()).map(i -> all[i]).toArray());
    }

    private int[] references(Value value) {
        IntTensor known = constants.get(value);
        return known == null
                ? elements.get(value)
                : IntStream.range(0, known.shape().size())
                        .map(i -> netlist.constant(known.at(i)))
                        .toArray();
    }

    /// Ends a layer: `wires` are the elements of `node`'s result.
    void layer(Graph.Node<IntegerOp> node, int[] wires) {
        Value result = node.result();
        IntType element = result.type().intElement();
        elements.put(result, wires);
        layers.add(new Layer(
                netlist.size(), IntStream.of(wires).boxed().toList(), result.shape(), element, result.id(), node.at()));
    }

    /// {@return the circuit}
    Graph<CircuitOp> finish() {
        netlist.beginLayer(new Location.Whole(graph.name()));
        List<int[]> outputs = new ArrayList<>();
        for (Graph.Port port : graph.outputs()) {
            outputs.add(wires(port.value()));
        }
        return new NetlistToGraph(graph, netlist, layers).run(outputs);
    }
}
