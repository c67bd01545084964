package io.goshawk.passes.onnx;

import io.goshawk.ir.DeadOps;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.QonnxOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.Transform;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Quant becomes QuantizeLinear and DequantizeLinear; of a constant, DequantizeLinear of integers.
///
/// Where the integers are not all those of 4, 8 or 16 bits, a Clip stands between; with 16 bits, for which
/// ONNX Runtime has no Clip, Max and Min stand in front.
///
/// Quant rounds `x / scale + zeroPoint`, and QuantizeLinear `x / scale` before it adds the zero point: ties
/// to even come out the same where the zero point is even. Where it is odd, the input is moved by one step
/// and the zero point of QuantizeLinear by one back. Every other rounding is refused.
public final class QuantToLinear implements Transform<OnnxOp> {
    @Override
    public Graph<OnnxOp> apply(Graph<OnnxOp> graph, PassContext context) {
        return new Run(graph, context).graph();
    }

    private static final class Run {
        private final Graph<OnnxOp> source;
        private final PassContext context;
        private final ConstantOperands constants;
        private final GraphBuilder<OnnxOp> builder;

        Run(Graph<OnnxOp> source, PassContext context) {
            this.source = source;
            this.context = context;
            this.constants = new ConstantOperands(source);
            this.builder = GraphBuilder.like(source);
        }

        Graph<OnnxOp> graph() {
            for (Graph.Node<OnnxOp> node : source.nodes()) {
                Optional<Value> changed = switch (node.op()) {
                    case Quant quant -> attempt("Quant", () -> quant(quant, node.at()), node.at());
                    case BipolarQuant quant -> attempt("BipolarQuant", () -> bipolar(quant, node.at()), node.at());
                    case QonnxOp op ->
                        refuse(node.at(), op.getClass().getSimpleName(), "which has no form in ONNX's own operators");
                    case OnnxOp _ -> Optional.empty();
                };
                builder.bind(node.result(), changed.orElseGet(() -> builder.add(builder.moved(node.op()), node.at())));
            }
            return DeadOps.drop(builder.finish(source.outputs()));
        }

        private Optional<Value> attempt(String what, Supplier<Value> step, Location at) {
            try {
                return Optional.of(step.get());
            } catch (NoForm none) {
                return refuse(at, what, String.valueOf(none.getMessage()));
            }
        }

        private Value quant(Quant quant, Location at) {
            LinearPlan plan = LinearPlan.of(quant, constants);
            LinearMaker maker = new LinearMaker(builder, at);
            Optional<Constant> data = constants.of(quant.input());
            return data.isPresent()
                    ? maker.weights(plan, codes(quant, plan, data.get()))
                    : maker.quantise(builder.of(quant.input()), plan);
        }

        private IntTensor codes(Quant quant, LinearPlan plan, Constant data) {
            List<Tensor> operands = Stream.of(quant.scale(), quant.zeroPoint(), quant.bitWidth())
                    .<Tensor>map(value -> constants.of(value).orElseThrow().data())
                    .toList();
            List<Tensor> all =
                    Stream.concat(Stream.of(data.data()), operands.stream()).toList();
            return plan.codes((RealTensor) Interpreter.evaluate(quant, all));
        }

        private Value bipolar(BipolarQuant quant, Location at) {
            Constant data = constants
                    .of(quant.input())
                    .orElseThrow(() -> new NoForm("whose two numbers are no two neighbours of a grid with 0"));
            LinearPlan plan = LinearPlan.signs(constants.of(quant.scale()));
            Tensor scale = constants.of(quant.scale()).orElseThrow().data();
            RealTensor signs = (RealTensor) Interpreter.evaluate(quant, List.of(data.data(), scale));
            return new LinearMaker(builder, at).weights(plan, plan.codes(signs));
        }

        private Optional<Value> refuse(Location at, String what, String why) {
            context.diagnostics()
                    .add(Diagnostic.of(Code.NOT_EXPORTABLE, at, what + " has no form as QuantizeLinear, " + why)
                            .hint("--format qonnx keeps it"));
            return Optional.empty();
        }
    }
}
