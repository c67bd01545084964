package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.TransformerOp;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// Whether an integer graph is small enough to be unrolled, told from its shapes alone.
final class DesignSize {
    /// Beyond this no FPGA holds the circuit and no synthesis tool comes back.
    static final long MAX_GATES = 2_000_000;

    private DesignSize() {}

    /// Reports the graph if its products and requantisers are more than [#MAX_GATES].
    static void check(Graph<IntegerOp> graph, Diagnostics diagnostics) {
        long total = 0;
        long largest = 0;
        Graph.Node<IntegerOp> heaviest = null;
        for (Graph.Node<IntegerOp> node : graph.nodes()) {
            long own = gates(node.op());
            total += own;
            if (own > largest) {
                largest = own;
                heaviest = node;
            }
        }
        if (total > MAX_GATES && heaviest != null) {
            diagnostics.add(Diagnostic.of(
                            Code.DESIGN_TOO_LARGE,
                            heaviest.at(),
                            "unrolled, the network takes about " + total + " operators, more than " + MAX_GATES)
                    .note("this node alone takes about " + largest)
                    .hint("--target hls keeps the layers as loops"));
        }
    }

    private static long gates(IntegerOp op) {
        return switch (op) {
            case ShapeOp _, ArrangeOp _, Constant _ -> 0;
            case MatMul matmul ->
                (long) matmul.input().shape().size() * matmul.weights().shape().extent(1);
            case Conv conv ->
                (long) conv.resultType().shape().size() * conv.weights().shape().stride(0);
            case WindowSum sum -> windows(sum.kernel(), sum.resultType());
            case MaxPool pool -> 2 * windows(pool.kernel(), pool.resultType());
            case WeightedSum sum -> 4L * sum.left().shape().size();
            case Requantize requantize -> 2L * requantize.input().shape().size();
            case TransformerOp _ -> 0;
            case ArgMax argmax -> 3L * argmax.input().shape().size();
        };
    }

    private static long windows(List<Integer> kernel, TensorType result) {
        return Math.multiplyExact(Windows.taps(kernel), result.shape().size());
    }
}
