package io.goshawk.ir.check;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.ElementRanges;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Certificate;
import io.goshawk.ir.integer.Certificate.Verdict;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What holds for integer graphs: every value is of integers, accumulators hold whatever the actual
/// weights can reach, and each certificate of a requantisation is true and covers what arrives.
final class IntegerRules {
    private final Reports reports;
    private final Ranges ranges;
    private final NonlinearRules nonlinear;
    private final Map<Requantizer, Verdict> verdicts = new ConcurrentHashMap<>();

    private IntegerRules(Reports reports, Ranges ranges) {
        this.reports = reports;
        this.ranges = ranges;
        this.nonlinear = new NonlinearRules(reports, ranges);
    }

    static void check(Graph<IntegerOp> graph, Reports reports) {
        for (Graph.Port port : graph.inputs()) {
            if (!(port.value().type().element() instanceof IntType)) {
                reports.malformed(
                        port.at(), "input \"" + port.name() + "\" of an integer graph is no tensor of integers");
            }
        }
        Map<Value, Graph.Node<IntegerOp>> producers = graph.producers();
        for (Graph.Node<IntegerOp> node : graph.nodes()) {
            if (node.op() instanceof Conv conv
                    && !(producers.containsKey(conv.weights())
                            && producers.get(conv.weights()).op() instanceof Constant)) {
                reports.malformed(node, "convolves with weights that are no constant");
            }
        }
        if (reports.clean()) {
            IntegerRules rules = new IntegerRules(reports, Ranges.of(graph));
            graph.nodes().forEach(rules::node);
        }
    }

    private void node(Graph.Node<IntegerOp> node) {
        switch (node.op()) {
            case MatMul matmul -> sum(node, matmul.accumulator());
            case BatchMatMul product -> sum(node, product.accumulator());
            case Gather gather -> nonlinear.gather(node, gather);
            case Curve curve -> nonlinear.curve(node, curve);
            case Softmax softmax -> nonlinear.softmax(node, softmax);
            case Normalize normalize -> nonlinear.normalize(node, normalize);
            case Conv conv -> sum(node, conv.accumulator());
            case WindowSum sum -> sum(node, sum.accumulator());
            case WeightedSum sum -> sum(node, sum.sum());
            case Requantize requantize -> requantize(node, requantize);
            case ShapeOp _, ArrangeOp _, Constant _, ArgMax _, MaxPool _ -> {}
        }
    }

    private void sum(Graph.Node<IntegerOp> node, IntType accumulator) {
        IntRange reached = ranges.of(node.result()).hull();
        if (!accumulator.range().contains(reached)) {
            IntType wanted = IntType.holding(reached.union(IntRange.of(accumulator.signed() ? -1 : 0, 0)));
            String operands = node.op().operands().stream()
                    .map(operand -> operand.name() + " in " + ranges.of(operand).hull())
                    .collect(Collectors.joining(", "));
            reports.add(Diagnostic.of(
                            Code.ACCUMULATOR_TOO_NARROW,
                            node.at(),
                            Reports.name(node) + " accumulates in " + accumulator + ", but its sums reach " + reached)
                    .note("operands: " + operands)
                    .hint("write accumulator = " + wanted));
        }
    }

    private void requantize(Graph.Node<IntegerOp> node, Requantize op) {
        ElementRanges arriving = ranges.of(op.input());
        op.channels().parallelStream()
                .forEach(requantizer -> verdicts.computeIfAbsent(requantizer, Certificate::check));
        for (int channel = 0; channel < op.channels().size(); channel++) {
            Requantizer requantizer = op.channels().get(channel);
            verdict(node, channel, requantizer);
        }
        Map<Requantizer, IntRange> reported = new HashMap<>();
        Ranges.different(op, arriving).takeWhile(i -> i < arriving.size()).forEach(i -> {
            Requantizer requantizer = op.channelOf(i);
            if (!requantizer.interval().contains(arriving.at(i)) && reported.put(requantizer, arriving.at(i)) == null) {
                fails(
                        node,
                        "element " + i + " takes values in " + arriving.at(i) + ", but its certificate covers only "
                                + requantizer.interval());
            }
        });
    }

    private void verdict(Graph.Node<IntegerOp> node, int channel, Requantizer requantizer) {
        switch (verdicts.computeIfAbsent(requantizer, Certificate::check)) {
            case Verdict.Holds _ -> {}
            case Verdict.FailsAt(var x) ->
                fails(
                        node,
                        "channel " + channel + " does not compute its law at " + x + ", where the law gives "
                                + requantizer.law().apply(x));
            case Verdict.Undecided(var steps) ->
                fails(
                        node,
                        "channel " + channel + " has up to " + steps + " steps, too many to check, and its form is not "
                                + "the law's own formula");
        }
    }

    private void fails(Graph.Node<IntegerOp> node, String message) {
        reports.add(Diagnostic.of(Code.CERTIFICATE_FAILS, node.at(), Reports.name(node) + ": " + message));
    }
}
