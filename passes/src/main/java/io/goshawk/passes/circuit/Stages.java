package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Constant;
import io.goshawk.ir.circuit.Pack;
import java.util.List;

/// In which pipeline stage each operation of a combinational circuit works: as early as its operands allow,
/// a new stage wherever the clock period would be exceeded.
///
/// Inputs arrive at the edge that begins stage 0 (their registers are the surroundings'); every output
/// leaves from a register.
final class Stages {
    private final DelayModel delays;
    private final double period;
    private final int[] stage;
    private final double[] ready;
    private int latency;
    private double longest;

    /// An operation that does not fit one period.
    record TooSlow(double needed, Location at) {}

    private Stages(DelayModel delays, double period, int values) {
        this.delays = delays;
        this.period = period;
        this.stage = new int[values];
        this.ready = new double[values];
    }

    /// {@return the slowest operation, with the period that it alone needs}
    static TooSlow slowest(Graph<CircuitOp> graph, DelayModel delays) {
        TooSlow slowest = new TooSlow(0, new Location.Whole(graph.name()));
        for (Graph.Node<CircuitOp> node : graph.nodes()) {
            double needed = delays.shortestPeriod(node.op());
            if (needed > slowest.needed()) {
                slowest = new TooSlow(needed, node.at());
            }
        }
        return slowest;
    }

    /// {@return the stages at a clock of `period` ns, which every operation fits}
    static Stages of(Graph<CircuitOp> graph, DelayModel delays, double period) {
        Stages stages = new Stages(delays, period, Values.idBound(graph));
        graph.inputs().forEach(port -> stages.arrive(port.value(), 0, delays.clockToOut()));
        graph.nodes().forEach(stages::place);
        return stages;
    }

    private void place(Graph.Node<CircuitOp> node) {
        CircuitOp op = node.op();
        int latest = 0;
        for (Value operand : op.operands()) {
            latest = Math.max(latest, stage[operand.id()]);
        }
        double start = delays.clockToOut();
        for (Value operand : op.operands()) {
            if (stage[operand.id()] == latest) {
                start = Math.max(start, ready[operand.id()]);
            }
        }
        double delay = delays.of(op);
        if (delay > 0 && start + delay + delays.setup() > period) {
            latest++;
            start = delays.clockToOut();
        }
        longest = Math.max(longest, start + delay + delays.setup());
        arrive(node.result(), op instanceof Constant ? 0 : latest, start + delay);
        if (op instanceof Pack) {
            latency = Math.max(latency, latest + 1);
        }
    }

    private void arrive(Value value, int when, double time) {
        stage[value.id()] = when;
        ready[value.id()] = time;
    }

    /// {@return the stage in which `value` is computed}
    int of(Value value) {
        return stage[value.id()];
    }

    /// {@return the stage in which an operation that reads `operands` can work at the earliest}
    int latest(List<Value> operands) {
        return operands.stream().mapToInt(this::of).max().orElse(0);
    }

    /// {@return register edges from input to output}
    int latency() {
        return latency;
    }

    /// {@return the estimated critical path in ns}
    double longest() {
        return longest;
    }
}
