package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import java.util.List;

/// Convolutions and fully connected layers.
final class Convolutions {
    /// From `[m, height, width, c]` to `[m, c, height, width]`.
    private static final List<Integer> FULL = List.of(0, 3, 1, 2);

    /// From `[1, height, width, m]` to `[m, 1, height, width]`.
    private static final List<Integer> DEPTHWISE = List.of(3, 0, 1, 2);

    private Convolutions() {}

    /// CONV_2D; grouped where the weights have fewer channels than the input.
    static void full(TfliteNode node, TfliteImport graph) {
        convolve(node, graph, FULL, new Fields(3, 4, 5));
    }

    /// DEPTHWISE_CONV_2D.
    static void depthwise(TfliteNode node, TfliteImport graph) {
        convolve(node, graph, DEPTHWISE, new Fields(4, 5, 6));
    }

    /// Which fields of the options hold what.
    private record Fields(int activation, int dilationWidth, int dilationHeight) {}

    private static void convolve(TfliteNode node, TfliteImport graph, List<Integer> order, Fields fields) {
        Value data = graph.planes(node, 0);
        TfliteTensor stored = weights(node, graph, 4);
        Value weights = graph.quantisers().constant(stored, tensor -> turned(tensor, order));
        Shape kernel = weights.shape();
        int groups = data.shape().extent(1) / Math.max(1, kernel.extent(1));
        Window window = Windows.of(
                node,
                data.shape(),
                List.of(kernel.extent(2), kernel.extent(3)),
                List.of(node.integer(fields.dilationHeight, 1), node.integer(fields.dilationWidth, 1)));
        Value sum = graph.add(new Conv(data, weights, window, groups), node);
        Value biased = biased(node, graph, stored, sum, Shape.of(kernel.extent(0), 1, 1));
        graph.givePlanes(node, FusedActivation.fused(node, fields.activation, biased, graph));
    }

    private static Tensor turned(Tensor tensor, List<Integer> order) {
        Shape shape = new Shape(order.stream().map(tensor.shape()::extent).toList());
        return tensor.gather(shape, Tensor.transposition(tensor.shape(), order));
    }

    /// FULLY_CONNECTED: the weights are `[outputs, inputs]`.
    static void fullyConnected(TfliteNode node, TfliteImport graph) {
        TfliteTensor stored = weights(node, graph, 2);
        int depth = stored.shape().extent(1);
        Value data = graph.rows(node, 0);
        Value flat = graph.add(new Reshape(data, Shape.of(data.shape().size() / Math.max(1, depth), depth)), node);
        Value weights = graph.quantisers().constant(stored, tensor -> turned(tensor, List.of(1, 0)));
        Value sum = graph.add(new MatMul(flat, weights), node);
        Value biased = biased(node, graph, stored, sum, Shape.of(stored.shape().extent(0)));
        Value active = FusedActivation.fused(node, 0, biased, graph);
        graph.give(node, graph.add(new Reshape(active, graph.output(node, 0).shape()), node));
    }

    private static TfliteTensor weights(TfliteNode node, TfliteImport graph, int rank) {
        TfliteTensor weights = graph.input(node, 1);
        if (weights.data().isEmpty() || weights.shape().rank() != rank) {
            throw Unconvertible.because(
                    Code.UNSUPPORTED_FEATURE,
                    node.at(),
                    "weights of shape [" + weights.shape() + "] that are "
                            + (weights.data().isEmpty() ? "computed" : "of another rank") + "; constants of rank "
                            + rank + " are understood");
        }
        return weights;
    }

    private static Value biased(TfliteNode node, TfliteImport graph, TfliteTensor weights, Value sum, Shape shape) {
        if (!node.has(2)) {
            return sum;
        }
        TfliteTensor bias = graph.input(node, 2);
        if (bias.data().isEmpty()) {
            throw Unconvertible.because(Code.UNSUPPORTED_FEATURE, node.at(), "a bias that is computed")
                    .hint("convert the model again with its biases as constants");
        }
        List<Float> inner = graph.input(node, 0).scales();
        // A product of two floats is a double exactly.
        double data = inner.isEmpty() ? 1 : inner.getFirst();
        List<Double> scales = weights.scales().isEmpty()
                ? List.of(data)
                : weights.scales().stream().map(scale -> scale * data).toList();
        return graph.add(new Binary(sum, graph.quantisers().bias(bias, scales, shape), Binary.Kind.ADD), node);
    }
}
