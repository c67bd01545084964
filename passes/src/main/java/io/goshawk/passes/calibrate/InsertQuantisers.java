package io.goshawk.passes.calibrate;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.RmsNormalization;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.Transform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A float network, or a dynamically quantised transformer, with static quantisers: every operand of a
/// product in 8 bits, sums and what is normalised in 16, the arguments of curves in 12.
///
/// Scales come from what the tensors were seen to hold. Those of 16 and 12 bits are powers of two, so
/// that sums on the residual stream stay short. Scores need no quantiser: they reach the softmax as
/// sums of products.
public final class InsertQuantisers implements Transform<OnnxOp> {
    private final Observations seen;
    private final Map<String, Tensor> fixed;

    /// @param seen what the values of the graph hold
    /// @param fixed inputs that are always the same, by name: a mask of ones, the type of all tokens
    public InsertQuantisers(Observations seen, Map<String, Tensor> fixed) {
        this.seen = seen;
        this.fixed = Map.copyOf(fixed);
    }

    @Override
    public Graph<OnnxOp> apply(Graph<OnnxOp> graph, PassContext context) {
        return new Run(graph).graph();
    }

    private final class Run {
        private final Graph<OnnxOp> source;
        private final GraphBuilder<OnnxOp> builder;
        private final KnownTensors known;
        private final Patterns patterns;
        private final Quantisers quantisers;
        private final Masks masks;
        private final Map<Value, OnnxOp> producers = new HashMap<>();

        Run(Graph<OnnxOp> source) {
            this.source = source;
            this.builder = new GraphBuilder<>(source.name());
            this.known = new KnownTensors(source, fixed);
            this.patterns = new Patterns(source, known::of);
            this.quantisers = new Quantisers(builder, seen);
            this.masks = new Masks(source, seen);
            source.nodes().forEach(node -> producers.put(node.result(), node.op()));
        }

        Graph<OnnxOp> graph() {
            for (Graph.Port port : source.inputs()) {
                if (!fixed.containsKey(port.name())) {
                    builder.bind(
                            port.value(),
                            builder.input(port.name(), port.value().type(), port.at()));
                }
            }
            source.nodes().forEach(this::node);
            List<Graph.Port> outputs = new ArrayList<>();
            for (Graph.Port port : source.outputs()) {
                outputs.add(port.withValue(wide(port.value(), port.at())));
            }
            return io.goshawk.ir.DeadOps.drop(builder.build(outputs));
        }

        private void node(Graph.Node<OnnxOp> node) {
            Optional<Tensor> constant = known.of(node.result());
            if (constant.isPresent()) {
                return; // made where somebody reads it
            }
            Location at = node.at();
            masks.of(node)
                    .filter(mask -> isThere(mask.scores()) && isThere(mask.mask()))
                    .map(mask -> masked(mask, at))
                    .or(() -> converted(node.op(), at))
                    .ifPresent(value -> builder.bind(node.result(), value));
        }

        private Value masked(Masks.Mask mask, Location at) {
            Value scores = wide(mask.scores(), at);
            Value codes = quantisers.mask(now(mask.mask(), at), masks.depth(mask.scores()), at);
            Value spread = Masks.spread(builder, codes, scores.shape(), at);
            return builder.add(new Binary(scores, spread, Binary.Kind.ADD), at);
        }

        /// {@return the new value; nothing where an operand belongs to a pattern that is replaced as a
        ///     whole}
        private Optional<Value> converted(OnnxOp op, Location at) {
            return switch (op) {
                case Binary binary -> binary(binary, at);
                case MatMul product -> Optional.of(product(product, at));
                case Conv conv
                when known.of(conv.weights()).isPresent() ->
                    Optional.of(builder.add(
                            new Conv(
                                    quantised(conv.input(), Quantisers.PRODUCT, at),
                                    quantisers.weights(
                                            now(conv.weights(), at),
                                            known.of(conv.weights()).orElseThrow(),
                                            0,
                                            at),
                                    conv.window(),
                                    conv.groups()),
                            at));
                case Unary unary
                when Quantisers.isCurve(unary.kind()) ->
                    Optional.of(
                            builder.add(new Unary(quantised(unary.input(), Quantisers.CURVE, at), unary.kind()), at));
                case LayerNormalization norm
                when norm.part() == LayerNormalization.Part.OUTPUT ->
                    Optional.of(builder.add(
                            new LayerNormalization(
                                    wide(norm.input(), at),
                                    now(norm.scale(), at),
                                    now(norm.bias(), at),
                                    norm.axis(),
                                    norm.epsilon(),
                                    norm.part(),
                                    norm.statistics()),
                            at));
                case RmsNormalization norm ->
                    Optional.of(builder.add(
                            new RmsNormalization(
                                    wide(norm.input(), at), now(norm.scale(), at), norm.axis(), norm.epsilon()),
                            at));
                case DequantizeLinear back
                when patterns.rows(back).isPresent() ->
                    Optional.of(embedding(back, patterns.rows(back).orElseThrow(), at));
                case Gather rows
                when patterns.isFloatTable(rows) && builder.knows(rows.indices()) ->
                    Optional.of(builder.add(
                            new Gather(
                                    quantisers.table(
                                            now(rows.data(), at),
                                            known.of(rows.data()).orElseThrow(),
                                            at),
                                    now(rows.indices(), at),
                                    0),
                            at));
                default ->
                    op.operands().stream().allMatch(this::isThere)
                            ? Optional.of(builder.add(
                                    (OnnxOp) op.withOperands(op.operands().stream()
                                            .map(operand -> now(operand, at))
                                            .toList()),
                                    at))
                            : Optional.empty();
            };
        }

        private boolean isThere(Value value) {
            return builder.knows(value) || known.of(value).isPresent();
        }

        private Value now(Value old, Location at) {
            if (!builder.knows(old)) {
                Tensor tensor =
                        known.of(old).orElseThrow(() -> new IllegalStateException("no tensor for " + old.name()));
                builder.bind(old, builder.add(new Constant(tensor, old.type().element()), at));
            }
            return builder.of(old);
        }

        private Optional<Value> binary(Binary op, Location at) {
            Optional<Patterns.Linear> linear = patterns.linear(op);
            if (linear.isPresent()) {
                return Optional.of(linear(linear.get(), op, at));
            }
            Optional<Value> gelu = patterns.gelu(op);
            if (gelu.isPresent()) {
                Value argument = quantised(gelu.get(), Quantisers.CURVE, at);
                return Optional.of(builder.add(new Unary(argument, Unary.Kind.GELU), at));
            }
            Optional<Patterns.LayerNorm> norm = patterns.layerNorm(op);
            if (norm.isPresent()) {
                return Optional.of(norm(norm.get(), op, at));
            }
            if (!isThere(op.left()) || !isThere(op.right())) {
                return Optional.empty();
            }
            return Optional.of(op.kind() == Binary.Kind.ADD ? sum(op, at) : moved(op, at));
        }

        private Value moved(Binary op, Location at) {
            return builder.add(new Binary(now(op.left(), at), now(op.right(), at), op.kind()), at);
        }

        private Value linear(Patterns.Linear linear, Binary op, Location at) {
            DequantizeLinear weights = new DequantizeLinear(
                    now(linear.weights(), at),
                    now(linear.scale(), at),
                    now(linear.zero(), at),
                    Blocks.NONE,
                    op.resultType().element());
            Value input = quantised(linear.input(), Quantisers.PRODUCT, at);
            return builder.add(new MatMul(input, builder.add(weights, at)), at);
        }

        private Value norm(Patterns.LayerNorm norm, Binary op, Location at) {
            return builder.add(
                    new LayerNormalization(
                            wide(norm.input(), at),
                            now(norm.gamma(), at),
                            now(norm.beta(), at),
                            norm.input().shape().rank() - 1,
                            norm.epsilon(),
                            LayerNormalization.Part.OUTPUT,
                            (FloatType) op.resultType().element()),
                    at);
        }

        /// A constant that is a bias stays one; of two tensors that vary from place to place both are
        /// quantised.
        private Value sum(Binary op, Location at) {
            boolean left = known.of(op.left()).isPresent();
            boolean right = known.of(op.right()).isPresent();
            if (left || right) {
                Tensor constant = known.of(left ? op.left() : op.right()).orElseThrow();
                Value data = left ? op.right() : op.left();
                if (Quantisers.isZero(constant)) {
                    return now(data, at);
                }
                if (Quantisers.isBias(constant.shape())) {
                    return moved(op, at);
                }
            }
            return builder.add(new Binary(wide(op.left(), at), wide(op.right(), at), Binary.Kind.ADD), at);
        }

        private Value product(MatMul op, Location at) {
            Optional<Tensor> weights = known.of(op.right());
            Value right = weights.isPresent()
                    ? quantisers.weights(
                            now(op.right(), at),
                            weights.get(),
                            weights.get().shape().rank() - 1,
                            at)
                    : quantised(op.right(), Quantisers.PRODUCT, at);
            return builder.add(new MatMul(quantised(op.left(), Quantisers.PRODUCT, at), right), at);
        }

        private Value embedding(DequantizeLinear op, Gather rows, Location at) {
            DequantizeLinear table = new DequantizeLinear(
                    now(rows.data(), at), now(op.scale(), at), now(op.zeroPoint(), at), Blocks.NONE, op.element());
            return builder.add(new Gather(builder.add(table, at), now(rows.indices(), at), 0), at);
        }

        private Value wide(Value old, Location at) {
            return quantised(old, Quantisers.SUM, at);
        }

        /// Rearrangements keep codes, so the quantiser goes in front of them, where the scales of
        /// channels still are.
        private Value quantised(Value old, int bits, Location at) {
            OnnxOp producer = producers.get(old);
            if (producer != null && known.of(old).isEmpty() && patterns.isRearrangement(producer)) {
                List<Value> operands = new ArrayList<>(producer.operands());
                operands.replaceAll(operand -> known.of(operand).isPresent() ? now(operand, at) : operand);
                operands.set(0, quantised(producer.operands().getFirst(), bits, at));
                return builder.add((OnnxOp) producer.withOperands(operands), at);
            }
            boolean share = producer instanceof io.goshawk.ir.onnx.normalization.Softmax;
            return quantisers.quantised(old, now(old, at), share, bits, at);
        }
    }
}
