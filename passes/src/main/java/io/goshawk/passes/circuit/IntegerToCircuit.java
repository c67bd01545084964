package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
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
import io.goshawk.passes.Lowering;
import io.goshawk.passes.PassContext;

/// Unrolls an integer graph: each element of each tensor becomes a wire, each product a few shifted
/// adders.
///
/// Weights are constants and disappear into the shifts; reshapes and transposes only rename wires. The
/// outputs' values are those of the integer graph, and so are the wires that each `circuit.tap` names.
public final class IntegerToCircuit implements Lowering<IntegerOp, CircuitOp> {
    @Override
    public Graph<CircuitOp> apply(Graph<IntegerOp> graph, PassContext context) {
        DesignSize.check(graph, context.diagnostics());
        context.diagnostics().stopOnErrors();
        Unrolling unrolling = new Unrolling(graph);
        for (Graph.Node<IntegerOp> node : graph.nodes()) {
            lower(node, unrolling);
        }
        return unrolling.finish();
    }

    private static void lower(Graph.Node<IntegerOp> node, Unrolling unrolling) {
        FeatureMaps windows = new FeatureMaps(unrolling);
        try {
            switch (node.op()) {
                case ArrangeOp arranged -> unrolling.arrange(arranged, node.result());
                case ShapeOp shape -> unrolling.rename(shape, node.result());
                case Constant constant -> unrolling.constant(node.result(), constant.data());
                case MatMul matmul -> unrolling.layer(node, multiply(matmul, node.at(), unrolling));
                case Requantize requantize -> unrolling.layer(node, requantize(requantize, node.at(), unrolling));
                case Conv conv -> unrolling.layer(node, windows.convolve(conv, node.at()));
                case WindowSum sum -> unrolling.layer(node, windows.sum(sum, node.at()));
                case MaxPool pool -> unrolling.layer(node, windows.largest(pool, node.at()));
                case WeightedSum sum -> unrolling.layer(node, windows.add(sum, node.at()));
                case TransformerOp _ -> throw notYet(node);
                case ArgMax argmax -> unrolling.layer(node, argmax(argmax, node.at(), unrolling));
            }
        } catch (ArithmeticException tooWide) {
            String message = "an intermediate of this node needs more than 63 bits (" + tooWide.getMessage() + ")";
            throw new Refusal(Diagnostic.of(Code.WIDTH_NOT_EXPRESSIBLE, node.at(), message)
                    .hint("use fewer bits for the weights or the activations of this layer"));
        }
    }

    private static Refusal notYet(Graph.Node<IntegerOp> node) {
        String what = node.op().getClass().getSimpleName();
        return new Refusal(Diagnostic.of(
                        Code.NOT_AVAILABLE,
                        node.at(),
                        what + " of computed tensors cannot be unrolled into a circuit yet")
                .hint("goshawk run computes it to the same bits"));
    }

    private static int[] multiply(MatMul op, Location at, Unrolling unrolling) {
        Products products = new Products(unrolling.begin(at), unrolling.weights(op.weights(), at));
        int[] input = unrolling.wires(op.input());
        int depth = op.weights().shape().extent(0);
        int columns = op.weights().shape().extent(1);
        int[] output = new int[op.resultType().shape().size()];
        for (int row = 0; row * columns < output.length; row++) {
            int[] wires = java.util.Arrays.copyOfRange(input, row * depth, (row + 1) * depth);
            System.arraycopy(products.row(wires), 0, output, row * columns, columns);
        }
        return output;
    }

    private static int[] requantize(Requantize op, Location at, Unrolling unrolling) {
        Requantizers requantizers = new Requantizers(unrolling.begin(at));
        int[] wires = unrolling.wires(op.input());
        for (int i = 0; i < wires.length; i++) {
            wires[i] = requantizers.apply(op.channelOf(i), wires[i]);
        }
        return wires;
    }

    private static int[] argmax(ArgMax op, Location at, Unrolling unrolling) {
        Maxima maxima = new Maxima(unrolling.begin(at));
        int[] wires = unrolling.wires(op.input());
        int extent = op.input().shape().extent(op.axis());
        int stride = op.input().shape().stride(op.axis());
        int[] places = new int[op.resultType().shape().size()];
        for (int i = 0; i < places.length; i++) {
            int[] group = new int[extent];
            for (int place = 0; place < extent; place++) {
                group[place] = wires[i / stride * stride * extent + i % stride + place * stride];
            }
            places[i] = maxima.place(group);
        }
        return places;
    }
}
