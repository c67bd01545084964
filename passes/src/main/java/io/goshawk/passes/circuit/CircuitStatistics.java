package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
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

/// What a circuit is made of.
///
/// @param adders sums, differences and rounding shifts
/// @param adderBits the widths of their results, summed up
/// @param comparators comparisons and clamps
/// @param multiplexers selections
/// @param tables look-up tables of the network, not of the FPGA
/// @param registerBits flip-flops that carry data
/// @param criticalPathNanos the estimated shortest clock period, registers included
public record CircuitStatistics(
        long adders,
        long adderBits,
        long comparators,
        long multiplexers,
        long tables,
        long registerBits,
        double criticalPathNanos) {
    /// {@return the counts of `graph`, with times estimated by `delays`}
    public static CircuitStatistics of(Graph<CircuitOp> graph, DelayModel delays) {
        Counter counter = new Counter();
        graph.nodes().forEach(node -> counter.count(node.op()));
        return new CircuitStatistics(
                counter.adders,
                counter.adderBits,
                counter.comparators,
                counter.multiplexers,
                counter.tables,
                counter.registerBits,
                criticalPath(graph, delays));
    }

    private static double criticalPath(Graph<CircuitOp> graph, DelayModel delays) {
        double[] ready = new double[Values.idBound(graph)];
        double longest = 0;
        for (Graph.Node<CircuitOp> node : graph.nodes()) {
            double start = delays.clockToOut();
            if (!(node.op() instanceof Register)) {
                for (Value operand : node.op().operands()) {
                    start = Math.max(start, ready[operand.id()]);
                }
            }
            double end = start + delays.of(node.op());
            ready[node.result().id()] = end;
            longest = Math.max(longest, end + delays.setup());
        }
        return longest;
    }

    private static final class Counter {
        private long adders;
        private long adderBits;
        private long comparators;
        private long multiplexers;
        private long tables;
        private long registerBits;

        void count(CircuitOp op) {
            switch (op) {
                case Add _ -> adder(op);
                case ShiftRight shift -> {
                    if (!shift.isWires()) {
                        adder(op);
                    }
                }
                case Clamp _, AtLeast _, Greater _ -> comparators++;
                case Select _ -> multiplexers++;
                case Lookup _ -> tables++;
                case Register register -> registerBits += bits(register);
                case Element _, Pack _, Tap _, Constant _, ShiftLeft _ -> {}
            }
        }

        private void adder(CircuitOp op) {
            adders++;
            adderBits += bits(op);
        }

        private static int bits(CircuitOp op) {
            return op.resultType().intElement().bits();
        }
    }
}
