package io.goshawk.frontend.export;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.shape.Reshape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Sums of a convolution and a number a channel, which ONNX writes as one operator with a bias: other tools look for
/// that form, and run it much faster.
final class Biases {
    private final Map<Value, Biased> ends = new HashMap<>();
    private final Set<Value> skipped = new HashSet<>();

    /// A convolution with what is added to it.
    ///
    /// @param bias one number a channel, in any shape
    record Biased(Graph.Node<OnnxOp> convolution, Value bias) {}

    Biases(Graph<OnnxOp> graph) {
        Map<Value, Graph.Node<OnnxOp>> producers = graph.producers();
        Map<Value, Integer> readers = new HashMap<>();
        graph.nodes().forEach(node -> node.op().operands().forEach(value -> readers.merge(value, 1, Integer::sum)));
        graph.outputs().forEach(port -> readers.merge(port.value(), 1, Integer::sum));
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            if (node.op() instanceof Binary sum && sum.kind() == Binary.Kind.ADD) {
                Graph.Node<OnnxOp> convolution = producers.get(sum.left());
                boolean whole = convolution != null
                        && (convolution.op() instanceof Conv || convolution.op() instanceof ConvTranspose)
                        && readers.get(sum.left()) == 1
                        && isPerChannel(sum.right().shape(), sum.left().shape());
                if (whole) {
                    ends.put(node.result(), new Biased(convolution, sum.right()));
                    skipped.add(sum.left());
                    Graph.Node<OnnxOp> moved = producers.get(sum.right());
                    if (moved != null && moved.op() instanceof Reshape && readers.get(sum.right()) == 1) {
                        skipped.add(sum.right());
                    }
                }
            }
        }
    }

    private static boolean isPerChannel(Shape bias, Shape map) {
        int last = bias.rank() - map.rank() + 1;
        return last >= 0
                && map.rank() > 2
                && bias.size() == map.extent(1)
                && bias.extent(last) == map.extent(1)
                && IntStream.range(0, bias.rank()).allMatch(axis -> axis == last || bias.extent(axis) == 1);
    }

    /// {@return whether the node that makes `value` is not written where it stands}
    boolean skips(Value value) {
        return skipped.contains(value);
    }

    /// {@return the convolution that `value`, the sum, ends}
    Optional<Biased> endedBy(Value value) {
        return Optional.ofNullable(ends.get(value));
    }

    /// {@return the names of a convolution's operands, its bias behind them where it has one}
    static List<String> names(OnnxOp convolution, Optional<Value> bias, Out out) {
        List<String> names =
                new ArrayList<>(convolution.operands().stream().map(out::name).toList());
        bias.ifPresent(
                value -> names.add(out.reshaped(value, List.of(value.shape().size()))));
        return names;
    }
}
