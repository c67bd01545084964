package io.goshawk.conformance.agreement;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares the interpreter with an executor in single precision, quantiser by quantiser.
///
/// Each quantiser is judged by itself: it gets the integers that the executor had at the quantisers in front of it, so
/// a difference is counted where it arises and nowhere else. Between quantisers all is exact, beside a bound of how
/// far off the executor may be there. A difference is explained if what is to be rounded lies within that bound of the
/// step that the executor took, and of no other.
final class Agreement {
    private static final String CONSTANTS = "constants";

    private final Graph<OnnxOp> graph;
    private final Set<Value> wanted = new HashSet<>();
    private final Map<Value, Bounded> fixed = new HashMap<>();
    private final Tally tally;

    /// @param results of the executor at quantisers that do not depend on the input, by node name
    Agreement(Graph<OnnxOp> graph, Map<String, FloatTensor> results, Tally tally) {
        this.graph = graph;
        this.tally = tally;
        graph.outputs().forEach(port -> wanted.add(port.value()));
        for (Graph.Node<OnnxOp> node : graph.nodes().reversed()) {
            if (node.op() instanceof QuantizationOp || wanted.contains(node.result())) {
                wanted.addAll(node.op().operands());
            }
        }
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            if (fixed.keySet().containsAll(node.op().operands())) {
                fixed.put(node.result(), value(node, fixed, results, CONSTANTS));
            }
        }
    }

    /// Judges every quantiser that depends on `input`, and every output of the graph.
    /// @param results of the executor, by node name, and by `output:` and the name of an output
    void judge(String sample, FloatTensor input, Map<String, FloatTensor> results) {
        tally.input();
        Map<Value, Bounded> values = new HashMap<>(fixed);
        values.put(graph.inputs().getFirst().value(), Bounded.alike(input));
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            boolean ready = values.keySet().containsAll(node.op().operands());
            boolean needed = node.op() instanceof QuantizationOp || wanted.contains(node.result());
            if (ready && needed && !values.containsKey(node.result())) {
                try {
                    values.put(node.result(), value(node, values, results, sample));
                } catch (UnsupportedOperationException noBound) {
                    tally.without(noBound.getMessage());
                }
            }
        }
        for (Graph.Port port : graph.outputs()) {
            FloatTensor theirs = results.get("output:" + port.name());
            if (theirs != null && values.containsKey(port.value())) {
                output(sample, port.name(), values.get(port.value()), theirs);
            }
        }
    }

    private Bounded value(
            Graph.Node<OnnxOp> node, Map<Value, Bounded> values, Map<String, FloatTensor> results, String sample) {
        List<Bounded> in = node.op().operands().stream().map(values::get).toList();
        if (node.op() instanceof Constant constant) {
            return Bounded.alike(constant.data());
        }
        if (!sample.equals(CONSTANTS) && !node.op().isAffine() && !(node.op() instanceof Softmax)) {
            // What else is no part of the affine arithmetic would ask for exact numbers one by one.
            throw new UnsupportedOperationException(
                    "no error bound for " + node.op().getClass().getSimpleName());
        }
        Tensor exact =
                Interpreter.evaluate(node.op(), in.stream().map(Bounded::exact).toList());
        Bounded plain = new Bounded(exact, new double[exact.shape().size()]);
        if (!(node.op() instanceof QuantizationOp op)) {
            return new Bounded(exact, FloatErrors.behind(node.op(), in, plain));
        }
        FloatTensor theirs = results.get(name(node.at()));
        if (theirs == null) {
            throw new IllegalStateException(
                    "the executor says nothing of " + node.at().describe());
        }
        return new Judgement(op, in, (RealTensor) exact, theirs.reshape(exact.shape()))
                .judge(tally, sample + ", node " + name(node.at()));
    }

    private static String name(Location at) {
        return switch (at) {
            case Location.OnnxNode node -> node.node();
            case Location other -> other.brief();
        };
    }

    private void output(String sample, String name, Bounded ours, FloatTensor theirs) {
        for (int i = 0; i < theirs.shape().size(); i++) {
            double off = switch (ours.exact()) {
                case RealTensor reals -> Math.abs(theirs.at(i) - reals.near(i)) - reals.error(i);
                case FloatTensor floats -> Math.abs(theirs.at(i) - floats.at(i));
                case IntTensor integers -> Math.abs(theirs.at(i) - integers.at(i));
            };
            tally.output(off, ours.errors()[i] + FloatErrors.UNIT * ours.magnitude(i), sample, name, i);
        }
    }
}
