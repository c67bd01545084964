package io.goshawk.cli.inspect;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.onnx.spatial.DeformConv;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an imported model consists of.
///
/// @param layers its operations, in order; neither constants nor quantisers of constants
/// @param peakBits the most bits that the values between operations take at one time, run one by one in this
///     order
public record Anatomy(List<Layer> layers, long peakBits) {
    public Anatomy {
        layers = List.copyOf(layers);
    }

    /// {@return the anatomy of `graph`}
    public static Anatomy of(Graph<OnnxOp> graph) {
        return new Builder(graph).build();
    }

    public long macs() {
        return layers.stream().mapToLong(Layer::macs).sum();
    }

    public double bops() {
        return layers.stream().mapToDouble(Layer::bops).sum();
    }

    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    public long parameterBytes() {
        return (layers.stream().mapToLong(Layer::parameterBits).sum() + 7) / 8;
    }

    public long peakBytes() {
        return (peakBits + 7) / 8;
    }

    /// A product: what is multiplied, how often, and how many products at most make one element of the result.
    private record Product(Value data, Value weights, long macs, long fanIn) {}

    private static final class Builder {
        private final Graph<OnnxOp> graph;
        private final BitWidths widths;
        private final Constants constants;
        private final Set<Value> counted = new HashSet<>();

        Builder(Graph<OnnxOp> graph) {
            this.graph = graph;
            this.widths = new BitWidths(graph);
            this.constants = new Constants(graph);
        }

        Anatomy build() {
            List<Layer> layers = new ArrayList<>();
            for (Graph.Node<OnnxOp> node : graph.nodes()) {
                if (!constants.contains(node.result())) {
                    layers.add(layer(node));
                }
            }
            return new Anatomy(layers, peak());
        }

        private Layer layer(Graph.Node<OnnxOp> node) {
            List<Value> operands = node.op().operands();
            Value data = operands.stream()
                    .filter(operand -> !constants.contains(operand))
                    .findFirst()
                    .orElse(node.result());
            Optional<Product> product = product(node.op());
            long macs = product.map(Product::macs).orElse(0L);
            long parameters = 0;
            long bits = 0;
            for (Value operand : operands) {
                boolean parameter = constants.contains(operand) && (macs > 0 || !(node.op() instanceof QuantizationOp));
                if (parameter && counted.add(operand)) {
                    parameters += operand.shape().size();
                    bits += (long) operand.shape().size() * widths.of(operand);
                }
            }
            return new Layer(
                    name(node),
                    operator(node),
                    operands.isEmpty() ? Shape.SCALAR : operands.getFirst().shape(),
                    node.result().shape(),
                    widths.of(product.map(Product::data).orElse(data)),
                    product.map(p -> widths.of(p.weights())),
                    macs,
                    product.map(this::bops).orElse(0.0),
                    parameters,
                    bits);
        }

        private double bops(Product product) {
            double density = constants.contains(product.weights()) ? constants.density(product.weights()) : 1;
            return Layer.bops(
                    product.macs(), density, widths.of(product.data()), widths.of(product.weights()), product.fanIn());
        }

        private Optional<Product> product(OnnxOp op) {
            return switch (op) {
                case MatMul m -> Optional.of(matrices(op, m.left(), m.right()));
                case MatMulInteger m -> Optional.of(matrices(op, m.left(), m.right()));
                case Conv c -> Optional.of(convolution(op, c.input(), c.weights()));
                case ConvInteger c -> Optional.of(convolution(op, c.input(), c.weights()));
                case DeformConv c -> Optional.of(convolution(op, c.input(), c.weights()));
                case ConvTranspose c -> Optional.of(transposed(c));
                case OnnxOp _ -> Optional.empty();
            };
        }

        /// The weights are the constant; of two values the right one.
        private Product matrices(OnnxOp op, Value left, Value right) {
            long fanIn = left.shape().last();
            long macs = fanIn * op.resultType().shape().size();
            return constants.contains(left)
                    ? new Product(right, left, macs, fanIn)
                    : new Product(left, right, macs, fanIn);
        }

        private static Product convolution(OnnxOp op, Value input, Value weights) {
            Shape shape = weights.shape();
            long fanIn = shape.size() / Math.max(1, shape.extent(0));
            return new Product(input, weights, fanIn * op.resultType().shape().size(), fanIn);
        }

        /// Each element of the input is multiplied with all weights of its channel.
        private static Product transposed(ConvTranspose op) {
            Shape weights = op.weights().shape();
            long each = weights.size() / Math.max(1, weights.extent(0));
            long fanIn = (long) weights.size() / Math.max(1, weights.extent(1)) / op.groups();
            return new Product(
                    op.input(), op.weights(), each * op.input().shape().size(), Math.max(1, fanIn));
        }

        /// Each value lives from its operation to its last reader.
        private long peak() {
            Map<Value, Integer> last = new HashMap<>();
            for (int i = 0; i < graph.nodes().size(); i++) {
                for (Value operand : graph.nodes().get(i).op().operands()) {
                    last.put(operand, i);
                }
            }
            graph.outputs().forEach(port -> last.put(port.value(), Integer.MAX_VALUE));
            long live = graph.inputs().stream()
                    .mapToLong(port -> bits(port.value()))
                    .sum();
            long peak = live;
            for (int i = 0; i < graph.nodes().size(); i++) {
                Graph.Node<OnnxOp> node = graph.nodes().get(i);
                live += bits(node.result());
                peak = Math.max(peak, live);
                for (Value operand : Set.copyOf(node.op().operands())) {
                    live -= last.get(operand) == i ? bits(operand) : 0;
                }
            }
            return peak;
        }

        private long bits(Value value) {
            return constants.contains(value) ? 0 : (long) value.shape().size() * widths.of(value);
        }

        private static String name(Graph.Node<OnnxOp> node) {
            return node.at() instanceof Location.OnnxNode place
                    ? place.node()
                    : node.at().brief();
        }

        private static String operator(Graph.Node<OnnxOp> node) {
            return node.at() instanceof Location.OnnxNode place
                    ? place.opType()
                    : node.op().getClass().getSimpleName();
        }
    }
}
