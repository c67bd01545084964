package io.goshawk.cli.conform;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Floats that differ from those of an executor because it adds in single precision what cancels.
///
/// A Fourier transform is a product in doubles here, which yields zero where the terms of a sum cancel; a fast
/// transform in single precision leaves some of their rounding errors, and adds the whole signal on its way to each
/// bin. Nothing else is explained: the difference is at most `n * u / (1 - n * u)` times the largest sum of the
/// magnitudes of `n` terms in the same row, with `u = 2^-24`.
final class CancelledSum {
    /// Half a unit in the last place of a float, relative to it.
    private static final double FLOAT = 0x1p-24;

    private final Graph<OnnxOp> graph;
    private final List<Tensor> inputs;

    CancelledSum(Graph<OnnxOp> graph, List<Tensor> inputs) {
        this.graph = graph;
        this.inputs = inputs;
    }

    /// {@return one sentence for each element of `port` that differs; nothing where one of them has no such
    /// explanation}
    Optional<List<String>> explain(Graph.Port port, Tensor actual, Tensor expected) {
        Deque<OnnxOp> path = new ArrayDeque<>();
        Graph.Node<OnnxOp> node = graph.producers().get(port.value());
        while (node != null && (node.op() instanceof Cast || node.op() instanceof ShapeOp)) {
            path.push(node.op());
            node = graph.producers().get(node.op().operands().getFirst());
        }
        if (node == null
                || !(node.op() instanceof MatMul product)
                || product.resultType().element() != FloatType.F64
                || !(actual instanceof FloatTensor mine)
                || !(expected instanceof FloatTensor theirs)
                || !mine.shape().equals(theirs.shape())) {
            return Optional.empty();
        }
        double terms = product.left().shape().last() * FLOAT;
        Tensor sums = magnitudes(product);
        for (OnnxOp op : path) {
            sums = Interpreter.evaluate(op, List.of(sums));
        }
        return explained(port, mine, theirs, ((FloatTensor) sums).toDoubles(), terms / (1 - terms));
    }

    private Tensor magnitudes(MatMul product) {
        Map<Value, Tensor> values = Interpreter.trace(graph, inputs);
        FloatTensor sums = (FloatTensor) Interpreter.evaluate(
                product,
                product.operands().stream()
                        .<Tensor>map(side -> Floats.map(Floats.of(values.get(side), FloatType.F64), Math::abs))
                        .toList());
        double[] largest = sums.toDoubles();
        int columns = sums.shape().last();
        for (int row = 0; row < largest.length; row += columns) {
            double most = Arrays.stream(largest, row, row + columns).max().orElse(0);
            Arrays.fill(largest, row, row + columns, most);
        }
        return FloatTensor.of(sums.shape(), FloatType.F64, largest);
    }

    private static Optional<List<String>> explained(
            Graph.Port port, FloatTensor actual, FloatTensor expected, double[] sums, double factor) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            double bound = factor * sums[i];
            if (!OutputCheck.close(actual.at(i), expected.at(i))) {
                if (!(Math.abs(actual.at(i) - expected.at(i)) <= bound)) {
                    return Optional.empty();
                }
                sentences.add("\"%s\" at place %d: %.9g, expected %.9g; terms of up to %.3g cancel, %.2g in doubt"
                        .formatted(port.name(), i, actual.at(i), expected.at(i), sums[i], bound));
            }
        }
        return Optional.of(sentences);
    }
}
