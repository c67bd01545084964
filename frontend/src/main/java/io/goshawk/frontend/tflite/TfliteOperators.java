package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The operators of TensorFlow Lite that can be imported, by name.
final class TfliteOperators {
    static final Map<String, TfliteOperator> BY_NAME = Map.ofEntries(
            Map.entry("ABS", new Pointwise(of(Unary.Kind.ABS))),
            Map.entry("ADD", new Arithmetic(Binary.Kind.ADD)),
            Map.entry("AVERAGE_POOL_2D", Pools::average),
            Map.entry("CONCATENATION", TfliteOperators::concat),
            Map.entry("CONV_2D", Convolutions::full),
            Map.entry("DEPTHWISE_CONV_2D", Convolutions::depthwise),
            Map.entry("DEQUANTIZE", TfliteOperators::dequantize),
            Map.entry("DIV", new Arithmetic(Binary.Kind.DIV)),
            Map.entry("EXP", new Pointwise(of(Unary.Kind.EXP))),
            Map.entry("EXPAND_DIMS", TfliteOperators::reshape),
            Map.entry("FULLY_CONNECTED", Convolutions::fullyConnected),
            Map.entry("HARD_SWISH", new Pointwise(of(Unary.Kind.HARD_SWISH))),
            Map.entry("LEAKY_RELU", new Pointwise(TfliteOperators::leaky)),
            Map.entry("LOGISTIC", new Pointwise(of(Unary.Kind.SIGMOID))),
            Map.entry("MAXIMUM", new Arithmetic(Binary.Kind.MAX)),
            Map.entry("MAX_POOL_2D", Pools::max),
            Map.entry("MEAN", Pools::mean),
            Map.entry("MINIMUM", new Arithmetic(Binary.Kind.MIN)),
            Map.entry("MUL", new Arithmetic(Binary.Kind.MUL)),
            Map.entry("NEG", new Pointwise(of(Unary.Kind.NEG))),
            Map.entry("PAD", Pools::pad),
            Map.entry("QUANTIZE", new Pointwise((_, _, value) -> value)),
            Map.entry("RELU", new Pointwise(of(FusedActivation.RELU))),
            Map.entry("RELU6", new Pointwise(of(FusedActivation.RELU6))),
            Map.entry("RELU_N1_TO_1", new Pointwise(of(FusedActivation.RELU_N1_TO_1))),
            Map.entry("RESHAPE", TfliteOperators::reshape),
            Map.entry("SOFTMAX", TfliteOperators::softmax),
            Map.entry("SQUEEZE", TfliteOperators::reshape),
            Map.entry("SUB", new Arithmetic(Binary.Kind.SUB)),
            Map.entry("TANH", new Pointwise(of(FusedActivation.TANH))),
            Map.entry("TRANSPOSE", TfliteOperators::transpose));

    private TfliteOperators() {}

    /// Element-wise arithmetic of two tensors that broadcast.
    private record Arithmetic(Binary.Kind kind) implements TfliteOperator {
        @Override
        public void convert(TfliteNode node, TfliteImport graph) {
            Shape left = graph.input(node, 0).shape();
            boolean inPlanes = left.rank() == 4
                    && left.equals(graph.input(node, 1).shape())
                    && graph.isInPlanes(node, 0)
                    && graph.isInPlanes(node, 1);
            if (inPlanes) {
                graph.givePlanes(node, activated(node, graph, graph.planes(node, 0), graph.planes(node, 1)));
            } else {
                graph.give(node, activated(node, graph, graph.rows(node, 0), graph.rows(node, 1)));
            }
        }

        private Value activated(TfliteNode node, TfliteImport graph, Value left, Value right) {
            return FusedActivation.fused(node, 0, graph.add(new Binary(left, right, kind), node), graph);
        }
    }

    /// What an operator makes of one value.
    @FunctionalInterface
    private interface Change {
        Value of(TfliteNode node, TfliteImport graph, Value value);
    }

    /// An operator on each element, in whichever order they are.
    private record Pointwise(Change change) implements TfliteOperator {
        @Override
        public void convert(TfliteNode node, TfliteImport graph) {
            if (graph.isInPlanes(node, 0)) {
                graph.givePlanes(node, change.of(node, graph, graph.planes(node, 0)));
            } else {
                graph.give(node, change.of(node, graph, graph.rows(node, 0)));
            }
        }
    }

    private static Change of(Unary.Kind kind) {
        return (node, graph, value) -> graph.add(new Unary(value, kind), node);
    }

    private static Change of(FusedActivation activation) {
        return (node, graph, value) -> activation.of(value, node, graph);
    }

    /// The reals that integers stand for are what flows here anyway. Weights of half precision stay constants.
    private static void dequantize(TfliteNode node, TfliteImport graph) {
        TfliteTensor input = graph.input(node, 0);
        if (input.data().isPresent() && input.kind() == TensorKind.FLOAT16) {
            graph.pass(node);
        } else {
            new Pointwise((_, _, value) -> value).convert(node, graph);
        }
    }

    private static Value leaky(TfliteNode node, TfliteImport graph, Value value) {
        return graph.add(new Activation(value, new Curve.LeakyRelu(node.number(0, 0))), node);
    }

    /// The target shape is that of the output; the input that also states it is not read.
    private static void reshape(TfliteNode node, TfliteImport graph) {
        graph.give(
                node,
                graph.add(new Reshape(graph.rows(node, 0), graph.output(node, 0).shape()), node));
    }

    private static void transpose(TfliteNode node, TfliteImport graph) {
        List<Integer> permutation =
                graph.integers(node, 1).stream().map(Math::toIntExact).toList();
        graph.give(node, graph.add(new Transpose(graph.rows(node, 0), permutation), node));
    }

    private static void concat(TfliteNode node, TfliteImport graph) {
        int rank = graph.input(node, 0).shape().rank();
        int axis = node.integer(0, 0);
        if (axis < -rank || axis >= rank) {
            throw Unconvertible.because(Code.BAD_ATTRIBUTE, node.at(), "axis " + axis + " of a tensor of rank " + rank);
        }
        List<Value> parts = IntStream.range(0, node.inputs().size())
                .mapToObj(i -> graph.rows(node, i))
                .toList();
        Value joined = graph.add(new Concat(parts, axis < 0 ? axis + rank : axis), node);
        graph.give(node, FusedActivation.fused(node, 1, joined, graph));
    }

    private static void softmax(TfliteNode node, TfliteImport graph) {
        Value input = graph.rows(node, 0);
        float beta = node.number(0, 1);
        if (beta != 1) {
            Value factor = graph.literal(FloatTensor.of(Shape.SCALAR, beta), node);
            input = graph.add(new Binary(input, factor, Binary.Kind.MUL), node);
        }
        graph.give(node, graph.add(new Softmax(input, input.shape().rank() - 1), node));
    }
}
