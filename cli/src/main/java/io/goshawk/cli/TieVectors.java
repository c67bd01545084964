package io.goshawk.cli;

import io.goshawk.harness.Batch;
import io.goshawk.harness.DesignPort;
import io.goshawk.harness.Vectors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/// Vectors that bring accumulators to the places where a requantisation is decided: the ties of a
/// rounding, with an even and with an odd neighbour below, and both sides of a threshold. They are
/// picked from random vectors, one whenever it reaches a place that none before it reached.
final class TieVectors {
    private static final int CANDIDATES = 2000;
    private static final int AT_ONCE = 250;
    /// Elements of larger tensors share their channel's requantiser in hardware too.
    private static final int MOST_APART = 4096;

    private final Graph<IntegerOp> graph;
    private final Set<Place> reached = new HashSet<>();

    /// Where an accumulator can be: which requantiser, at which element or channel, and which of its
    /// decisions.
    private record Place(int node, int place, BigInteger decision) {}

    private TieVectors(Graph<IntegerOp> graph) {
        this.graph = graph;
    }

    /// {@return such vectors, at most `limit`}
    static List<long[]> of(Graph<IntegerOp> hardware, List<DesignPort> ports, int limit, long seed) {
        int count = Workload.of(hardware).affordable(Math.min(CANDIDATES, 8 * limit));
        return limit == 0 ? List.of() : new TieVectors(hardware).pick(Vectors.uniform(ports, count, seed), limit);
    }

    private List<long[]> pick(Batch candidates, int limit) {
        List<long[]> picked = new ArrayList<>();
        List<Stack> stacks = InterpreterOracle.unpack(candidates);
        int most = Workload.of(graph).atOnce(AT_ONCE);
        int atOnce = Batched.of(graph, most).isPresent() ? most : 1;
        for (int from = 0; from < candidates.count() && picked.size() < limit; from += atOnce) {
            int rows = Math.min(atOnce, candidates.count() - from);
            Graph<IntegerOp> fitting =
                    rows == 1 ? graph : Batched.of(graph, rows).orElseThrow();
            Map<Value, Tensor> values = Interpreter.trace(fitting, slices(fitting, stacks, from, rows));
            for (int row = 0; row < rows && picked.size() < limit; row++) {
                if (reachesMore(fitting, values, row, rows)) {
                    picked.add(candidates.vector(from + row));
                }
            }
        }
        return picked;
    }

    private static List<IntTensor> slices(Graph<? extends Op> graph, List<Stack> stacks, int from, int rows) {
        List<IntTensor> tensors = new ArrayList<>();
        for (int i = 0; i < stacks.size(); i++) {
            Shape shape = graph.inputs().get(i).value().shape();
            tensors.add(stacks.get(i).slice(from, from + rows, shape));
        }
        return tensors;
    }

    private boolean reachesMore(Graph<IntegerOp> fitting, Map<Value, Tensor> values, int row, int rows) {
        int before = reached.size();
        for (int node = 0; node < fitting.nodes().size(); node++) {
            if (fitting.nodes().get(node).op() instanceof Requantize op) {
                IntTensor input = (IntTensor) values.get(op.input());
                int size = input.shape().size() / rows;
                boolean apart = size <= MOST_APART;
                int stride =
                        op.channels().size() == 1 ? size : op.input().shape().stride(op.axis());
                for (int from = 0; from < size; from += stride) {
                    int channel = from / stride % op.channels().size();
                    Form form = op.channels().get(channel).form();
                    IntPredicate decides = deciding(form, input);
                    for (int i = from; i < from + stride; i++) {
                        if (decides.test(row * size + i)) {
                            reach(node, apart ? i : channel, form, input.bigAt(row * size + i));
                        }
                    }
                }
            }
        }
        return reached.size() > before;
    }

    /// {@return false only for elements of which [#reach] would find no tie: most numbers are far from
    ///     one, which their low places say}
    private static IntPredicate deciding(Form form, IntTensor input) {
        if (!(form instanceof Form.Scale scale) || scale.shift() > Long.SIZE || !input.fitsLong()) {
            return _ -> true;
        }
        // The low places of a product and a sum are those of the numbers' low places, whatever overflows.
        long multiplier = scale.multiplier().longValue();
        long addend = scale.addend().longValue();
        int zeros = scale.shift() - 1;
        return element -> zeros >= 0 && Long.numberOfTrailingZeros(input.at(element) * multiplier + addend) == zeros;
    }

    private void reach(int node, int element, Form form, BigInteger x) {
        switch (form) {
            case Form.Bent bent -> {
                reached.add(new Place(node, element, BigInteger.valueOf(x.compareTo(bent.pivot()) < 0 ? -1 : -2)));
                reach(node, element, x.compareTo(bent.pivot()) < 0 ? bent.below() : bent.above(), x);
            }
            case Form.Scale scale -> {
                BigInteger y = x.multiply(scale.multiplier()).add(scale.addend());
                boolean tie =
                        scale.shift() > 0 && y.testBit(scale.shift() - 1) && y.getLowestSetBit() == scale.shift() - 1;
                if (tie) {
                    reached.add(new Place(node, element, y.testBit(scale.shift()) ? BigInteger.ONE : BigInteger.ZERO));
                }
            }
            case Form.Quotient quotient -> {
                BigInteger twice = x.multiply(quotient.multiplier())
                        .add(quotient.addend())
                        .shiftLeft(1)
                        .add(quotient.divisor());
                BigInteger[] parts = twice.divideAndRemainder(quotient.divisor().shiftLeft(1));
                if (parts[1].signum() == 0) {
                    reached.add(new Place(node, element, parts[0].testBit(0) ? BigInteger.ONE : BigInteger.ZERO));
                }
            }
            case Form.Thresholds thresholds -> {
                if (thresholds.thresholds().contains(x)
                        || thresholds.thresholds().contains(x.add(BigInteger.ONE))) {
                    reached.add(new Place(node, element, x));
                }
            }
            case Form.Table _ -> reached.add(new Place(node, element, x));
        }
    }
}
