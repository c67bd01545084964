package io.goshawk.passes.onnx;

import io.goshawk.ir.DeadOps;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.LinearQuantizationOp;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.Transform;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// QuantizeLinear and the DequantizeLinear behind it, with or without a Clip between, become Quant; a
/// DequantizeLinear of a constant becomes Quant of floats.
///
/// QuantizeLinear rounds `x / scale` and Quant `x / scale + zeroPoint`: ties to even agree where the zero
/// point is even. Where it is odd, Quant takes the zero point 0 and, in place of the codes, their distances
/// from the odd one; these may need one bit more, and bounds in front.
///
/// What is no such pair stays as it is, with a remark.
public final class LinearToQuant implements Transform<OnnxOp> {
    @Override
    public Graph<OnnxOp> apply(Graph<OnnxOp> graph, PassContext context) {
        Graph<OnnxOp> changed = DeadOps.drop(new Run(graph).graph());
        for (Graph.Node<OnnxOp> node : changed.nodes()) {
            if (node.op() instanceof LinearQuantizationOp) {
                context.diagnostics()
                        .add(Diagnostic.of(
                                        Code.ASSUMED,
                                        node.at(),
                                        node.op().getClass().getSimpleName()
                                                + " has no form as Quant here, and stays as it is")
                                .hint("QONNX's executor runs it; other readers of QONNX may not"));
            }
        }
        return changed;
    }

    /// A QuantizeLinear whose codes a DequantizeLinear turns back.
    private record Pair(Value input, IntRange codes) {}

    private static final class Run {
        private final Graph<OnnxOp> source;
        private final ConstantOperands constants;
        private final GraphBuilder<OnnxOp> builder;
        private final QuantMaker quants;

        Run(Graph<OnnxOp> source) {
            this.source = source;
            this.constants = new ConstantOperands(source);
            this.builder = GraphBuilder.like(source);
            this.quants = new QuantMaker(builder);
        }

        Graph<OnnxOp> graph() {
            for (Graph.Node<OnnxOp> node : source.nodes()) {
                Optional<Value> changed =
                        node.op() instanceof DequantizeLinear back ? rewritten(back, node.at()) : Optional.empty();
                builder.bind(node.result(), changed.orElseGet(() -> builder.add(builder.moved(node.op()), node.at())));
            }
            return builder.finish(source.outputs());
        }

        private Optional<Value> rewritten(DequantizeLinear back, Location at) {
            boolean single = back.element() == FloatType.F32
                    && back.scale().type().element() == FloatType.F32
                    && back.input().type().element() instanceof IntType type
                    && type.bits() > 1;
            Optional<Grid> grid = single ? grid(back) : Optional.empty();
            try {
                return grid.flatMap(g -> rewritten(back, g, at));
            } catch (NoForm _) {
                return Optional.empty();
            }
        }

        private Optional<Value> rewritten(DequantizeLinear back, Grid grid, Location at) {
            IntType type = (IntType) back.input().type().element();
            Optional<IntTensor> codes = constants.of(back.input()).map(constant -> (IntTensor) constant.data());
            if (codes.isPresent()) {
                return Optional.of(quants.weights(codes.get(), grid, type, at));
            }
            return pair(back, type).map(pair -> {
                Value input = builder.of(pair.input());
                if (grid.isEven()) {
                    List<IntRange> all = Collections.nCopies(grid.size(), pair.codes());
                    return quants.quantise(input, grid, all, type, Rounding.HALF_EVEN, at);
                }
                List<IntRange> distances = IntStream.range(0, grid.size())
                        .mapToObj(place -> pair.codes().minus(IntRange.only(grid.zero(place))))
                        .toList();
                return quants.quantise(input, grid.centred(), distances, type, Rounding.HALF_EVEN, at);
            });
        }

        /// {@return scales and zero points, those of blocks repeated for each element}
        private Optional<Grid> grid(DequantizeLinear back) {
            Optional<FloatTensor> scale = constants.of(back.scale()).map(constant -> (FloatTensor) constant.data());
            Optional<IntTensor> zero = constants.of(back.zeroPoint()).flatMap(c -> Numbers.integers(c.data()));
            if (scale.isEmpty() || zero.isEmpty()) {
                return Optional.empty();
            }
            Shape shape = scale.get().shape();
            return Numbers.spread(zero.get(), shape).map(zeros -> {
                boolean repeats = back.blocks().size() > 1;
                Shape served = repeats ? back.input().shape() : shape;
                int[] from = repeats
                        ? back.blocks().indices(shape, served)
                        : IntStream.range(0, shape.size()).toArray();
                List<Real> scales = IntStream.of(from)
                        .<Real>mapToObj(i -> scale.get().exactAt(i))
                        .toList();
                List<Real> codes = IntStream.of(from)
                        .<Real>mapToObj(i -> Dyadic.of(zeros.bigAt(i)))
                        .toList();
                return new Grid(served, scales, codes);
            });
        }

        private Optional<Pair> pair(DequantizeLinear back, IntType type) {
            Optional<OnnxOp> producer = constants.producer(back.input());
            Optional<IntRange> codes = Optional.of(type.range());
            if (producer.isPresent() && producer.get() instanceof Clip clip) {
                codes = bounds(clip, type.range());
                producer = constants.producer(clip.input());
            }
            Optional<QuantizeLinear> quantize = producer.filter(QuantizeLinear.class::isInstance)
                    .map(QuantizeLinear.class::cast)
                    .filter(candidate -> agree(candidate, back));
            return codes.flatMap(range -> quantize.map(pair -> new Pair(pair.input(), range)));
        }

        private boolean agree(QuantizeLinear quantize, DequantizeLinear back) {
            boolean sameBlocks = quantize.blocks().equals(back.blocks())
                    || (quantize.blocks().size() == 1 && back.blocks().equals(Blocks.NONE));
            return sameBlocks
                    && constants.areEqual(quantize.scale(), back.scale())
                    && constants.areEqual(quantize.zeroPoint(), back.zeroPoint())
                    && quantize.input().type().element() == FloatType.F32;
        }

        private Optional<IntRange> bounds(Clip clip, IntRange codes) {
            List<Optional<IntTensor>> found = clip.operands().stream()
                    .skip(1)
                    .map(bound -> constants.of(bound).map(constant -> (IntTensor) constant.data()))
                    .toList();
            if (found.stream().anyMatch(Optional::isEmpty)) {
                return Optional.empty();
            }
            IntRange range = codes;
            if (clip.sides() != Clip.Sides.HIGH) {
                range = range.atLeast(found.getFirst().orElseThrow().bigAt(0));
            }
            if (clip.sides() != Clip.Sides.LOW) {
                range = range.atMost(found.getLast().orElseThrow().bigAt(0));
            }
            return Optional.of(range);
        }
    }
}
