package io.goshawk.passes.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.QonnxOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.Transform;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Quant becomes QuantizeLinear and DequantizeLinear, with a Clip between them where its integers are not all those
/// of 4, 8 or 16 bits.
///
/// Quant rounds `x / scale + zeroPoint`, and QuantizeLinear `x / scale` before it adds the zero point: ties to even
/// come out the same where the zero point is even, so that an odd one is refused, as is every other rounding.
public final class QuantToLinear implements Transform<OnnxOp> {
    @Override
    public Graph<OnnxOp> apply(Graph<OnnxOp> graph, PassContext context) {
        return new Run(graph, context).graph();
    }

    /// What a Quant is made of, where it can be written.
    private record Plan(Constant scale, Constant zeroPoint, IntType storage, IntRange range) {}

    private static final class Run {
        private final Graph<OnnxOp> source;
        private final PassContext context;
        private final Map<Value, Graph.Node<OnnxOp>> producers;
        private final GraphBuilder<OnnxOp> builder;

        Run(Graph<OnnxOp> source, PassContext context) {
            this.source = source;
            this.context = context;
            this.producers = source.producers();
            this.builder = GraphBuilder.like(source);
        }

        Graph<OnnxOp> graph() {
            for (Graph.Node<OnnxOp> node : source.nodes()) {
                Optional<Value> changed =
                        node.op() instanceof Quant quant ? rewritten(quant, node.at()) : Optional.empty();
                if (node.op() instanceof QonnxOp || node.op() instanceof BipolarQuant) {
                    refuse(
                            node.at(),
                            node.op().getClass().getSimpleName(),
                            "which has no form in ONNX's own operators");
                }
                builder.bind(node.result(), changed.orElseGet(() -> builder.add(builder.moved(node.op()), node.at())));
            }
            return LiveNodes.of(builder.finish(source.outputs()));
        }

        private Optional<Value> rewritten(Quant quant, Location at) {
            return plan(quant, at).map(plan -> {
                Value scale = builder.add(plan.scale(), at);
                Value zero = builder.add(plan.zeroPoint(), at);
                Value codes = builder.add(
                        new QuantizeLinear(builder.of(quant.input()), scale, zero, Blocks.NONE, plan.storage(), true),
                        at);
                if (!plan.range().equals(plan.storage().range())) {
                    Value low = builder.add(bound(plan.range().min().longValue(), plan.storage()), at);
                    Value high = builder.add(bound(plan.range().max().longValue(), plan.storage()), at);
                    codes = builder.add(new Clip(List.of(codes, low, high), Clip.Sides.BOTH), at);
                }
                return builder.add(
                        new DequantizeLinear(
                                codes,
                                scale,
                                zero,
                                Blocks.NONE,
                                quant.resultType().element()),
                        at);
            });
        }

        private static Constant bound(long value, IntType storage) {
            return new Constant(IntTensor.of(Shape.SCALAR, value), storage);
        }

        private Optional<Plan> plan(Quant quant, Location at) {
            Optional<Constant> scale = constant(quant.scale());
            Optional<IntTensor> zero = constant(quant.zeroPoint()).flatMap(c -> Numbers.integers(c.data()));
            Optional<IntTensor> bits = constant(quant.bitWidth()).flatMap(c -> Numbers.integers(c.data()));
            if (quant.rounding() != Rounding.HALF_EVEN) {
                return refuse(
                        at, "Quant with the rounding " + quant.rounding(), "and QuantizeLinear rounds ties to even");
            }
            if (scale.isEmpty() || zero.isEmpty() || bits.isEmpty()) {
                return refuse(at, "Quant", "whose scale, zero point or bit width is computed or no integer");
            }
            if (scale.get().element() != FloatType.F32) {
                return refuse(
                        at,
                        "Quant",
                        "whose scale has elements of type " + scale.get().element());
            }
            if (!bits.get().hull().min().equals(bits.get().hull().max())) {
                return refuse(at, "Quant", "whose bit width differs by channel");
            }
            int width = (int) bits.get().at(0);
            if (width > 16 || (width == 1 && quant.signed())) {
                return refuse(at, "Quant of " + width + (quant.signed() ? " signed" : " unsigned") + " bits", "");
            }
            IntRange range = Quant.range(width, quant.signed(), quant.narrow());
            IntType type = storage(range, width, quant.signed());
            boolean fits = type.range().contains(zero.get().hull())
                    && zero.get().toBigs().stream().noneMatch(z -> z.testBit(0));
            if (!fits) {
                return refuse(at, "Quant with an odd zero point, or one outside its integers", "");
            }
            return Numbers.spread(zero.get(), scale.get().data().shape())
                    .map(z -> new Plan(scale.get(), new Constant(z, type), type, range))
                    .or(() -> refuse(at, "Quant", "whose zero point has another shape than its scale"));
        }

        /// Clip takes bytes at least.
        private static IntType storage(IntRange range, int width, boolean signed) {
            IntType nibble = new IntType(signed, 4);
            return range.equals(nibble.range()) ? nibble : new IntType(signed, width <= 8 ? 8 : 16);
        }

        private Optional<Constant> constant(Value value) {
            Graph.Node<OnnxOp> node = producers.get(value);
            return node != null && node.op() instanceof Constant constant ? Optional.of(constant) : Optional.empty();
        }

        private <T> Optional<T> refuse(Location at, String what, String why) {
            context.diagnostics()
                    .add(Diagnostic.of(
                                    Code.NOT_EXPORTABLE,
                                    at,
                                    what + " has no form as QuantizeLinear" + (why.isEmpty() ? "" : ", " + why))
                            .hint("--format qonnx keeps it"));
            return Optional.empty();
        }
    }
}
