package io.goshawk.cli.conform;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Integers of a quantiser that differ from those of a float executor because the exact quotient lies within its
/// rounding
/// error of a step.
///
/// `QuantizeLinear` is exact here. An executor divides in single precision, so that a quotient within half a unit in
/// the
/// last place of a tie can fall on the tie, or beyond it. Nothing else is explained: the integers differ by one, and
/// the
/// quotient is that near to the step between them.
final class NearStep {
    /// Half a unit in the last place of a float, relative to it.
    private static final double FLOAT = 0x1p-24;

    private final Graph<OnnxOp> graph;
    private final List<Tensor> inputs;

    NearStep(Graph<OnnxOp> graph, List<Tensor> inputs) {
        this.graph = graph;
        this.inputs = inputs;
    }

    /// {@return one sentence for each element of `port` that differs; nothing where one of them has no such
    /// explanation}
    Optional<List<String>> explain(Graph.Port port, Tensor actual, Tensor expected) {
        Graph.Node<OnnxOp> node = graph.producers().get(port.value());
        if (node == null
                || !(node.op() instanceof QuantizeLinear quantiser)
                || !(actual instanceof IntTensor mine)
                || !(expected instanceof IntTensor theirs)
                || !mine.shape().equals(theirs.shape())) {
            return Optional.empty();
        }
        Map<Value, Tensor> values = Interpreter.trace(graph, inputs);
        RealTensor data =
                Reals.of(values.get(quantiser.input()), quantiser.input().type());
        Tensor scale =
                Floats.of(values.get(quantiser.scale()), quantiser.scale().type());
        RealTensor scales = Reals.of(scale, quantiser.scale().type());
        int[] from = quantiser.blocks().indices(scale.shape(), data.shape());
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            BigInteger step = mine.bigAt(i).subtract(theirs.bigAt(i)).abs();
            double quotient = data.at(i).dividedBy(scales.at(from[i])).toDouble();
            double distance = Math.abs(quotient - Math.floor(quotient) - 0.5);
            double bound = Math.abs(quotient) * FLOAT;
            if (step.signum() != 0) {
                if (!step.equals(BigInteger.ONE) || distance > bound) {
                    return Optional.empty();
                }
                sentences.add(
                        "\"%s\" at place %d: %s, expected %s; %.9g before rounding, %.2g from a tie, %.2g in doubt"
                                .formatted(port.name(), i, mine.bigAt(i), theirs.bigAt(i), quotient, distance, bound));
            }
        }
        return Optional.of(sentences);
    }
}
