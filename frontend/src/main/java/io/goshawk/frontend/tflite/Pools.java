package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Pad;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.List;

/// Pools, means and padding of feature maps.
final class Pools {
    private static final List<Integer> TIGHT = List.of(1, 1);

    private Pools() {}

    /// AVERAGE_POOL_2D; padding does not count.
    static void average(TfliteNode node, TfliteImport graph) {
        Value data = graph.planes(node, 0);
        List<Integer> kernel = kernel(node);
        Window window = Windows.of(node, data.shape(), kernel, TIGHT);
        Value mean = graph.add(new AveragePool(data, kernel, window, List.of(0, 0), false), node);
        graph.givePlanes(node, FusedActivation.fused(node, 5, mean, graph));
    }

    /// MAX_POOL_2D.
    static void max(TfliteNode node, TfliteImport graph) {
        Value data = graph.planes(node, 0);
        List<Integer> kernel = kernel(node);
        Window window = Windows.of(node, data.shape(), kernel, TIGHT);
        Value most = graph.add(new MaxPool(data, kernel, window, MaxPool.Part.VALUES, false), node);
        graph.givePlanes(node, FusedActivation.fused(node, 5, most, graph));
    }

    private static List<Integer> kernel(TfliteNode node) {
        List<Integer> kernel = List.of(node.integer(4, 1), node.integer(3, 1));
        if (kernel.stream().anyMatch(extent -> extent < 1)) {
            throw Unconvertible.because(Code.BAD_ATTRIBUTE, node.at(), "a window of " + kernel);
        }
        return kernel;
    }

    /// MEAN along constant axes.
    static void mean(TfliteNode node, TfliteImport graph) {
        Value data = graph.rows(node, 0);
        int rank = data.shape().rank();
        List<Integer> axes = graph.integers(node, 1).stream()
                .map(axis -> Math.toIntExact(axis < 0 ? axis + rank : axis))
                .distinct()
                .sorted()
                .toList();
        boolean keep = node.octet(0) != 0;
        graph.give(node, graph.add(new Reduce(data, axes, keep, Reduce.Kind.MEAN), node));
    }

    /// PAD with zeros; the pairs say how many places go in front of and behind each axis.
    static void pad(TfliteNode node, TfliteImport graph) {
        Value data = graph.rows(node, 0);
        List<Long> pairs = graph.integers(node, 1);
        if (pairs.size() != 2 * data.shape().rank()) {
            throw Unconvertible.because(
                    Code.SHAPE_MISMATCH,
                    node.at(),
                    pairs.size() / 2 + " pairs of padding for a tensor of shape [" + data.shape() + "]");
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < pairs.size() / 2; axis++) {
            before.add(Math.toIntExact(pairs.get(2 * axis)));
            after.add(Math.toIntExact(pairs.get(2 * axis + 1)));
        }
        Value zero = graph.literal(FloatTensor.of(Shape.SCALAR, 0), node);
        graph.give(node, graph.add(new Pad(data, zero, before, after, Pad.Mode.CONSTANT), node));
    }
}
