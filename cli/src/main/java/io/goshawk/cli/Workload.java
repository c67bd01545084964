package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;

/// What one vector takes the interpreter.
///
/// @param elements of all tensors
/// @param steps multiplications, and elements made
record Workload(long elements, long steps) {
    /// What golden vectors may take in all: a second or two.
    private static final long STEPS = 1_000_000_000;

    /// What vectors may take that are computed at once: some 100 MB.
    private static final long ELEMENTS = 4_000_000;

    static Workload of(Graph<IntegerOp> graph) {
        long elements = 0;
        long steps = 0;
        for (Graph.Node<IntegerOp> node : graph.nodes()) {
            long own = node.result().shape().size();
            elements += own;
            steps += own * depth(node.op());
        }
        return new Workload(elements, steps);
    }

    private static long depth(IntegerOp op) {
        return switch (op) {
            case MatMul product -> product.weights().shape().extent(0);
            case Conv conv -> conv.weights().shape().stride(0);
            case IntegerOp _ -> 1;
        };
    }

    /// {@return how many vectors of `wanted` take no longer than they should; two at least}
    int affordable(int wanted) {
        return (int) Math.clamp(STEPS / Math.max(1, steps), Math.min(2, wanted), wanted);
    }

    /// {@return how many vectors of `wanted` can be computed at once}
    int atOnce(int wanted) {
        return (int) Math.clamp(ELEMENTS / Math.max(1, elements), 1, wanted);
    }
}
