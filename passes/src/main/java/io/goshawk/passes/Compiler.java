package io.goshawk.passes;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.passes.integer.Approximation;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.integer.HostPartition;
import io.goshawk.passes.integer.LoweringOptions;
import io.goshawk.passes.integer.QuantToInteger;
import io.goshawk.passes.quant.CanonicalizeQuant;
import io.goshawk.passes.quant.InputType;
import io.goshawk.passes.quant.OnnxToQuant;
import io.goshawk.passes.rewrite.MergeEqualOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The road from an imported model to integers: the only place where the order of passes is decided.
public final class Compiler {
    private Compiler() {}

    /// What the user may choose about the meaning of the hardware.
    ///
    /// @param inputTypes types of graph inputs without a quantiser, by name
    /// @param head what the hardware gives out where the model ends in a class
    /// @param lowering how rescalings become integers
    public record Options(Map<String, InputType> inputTypes, Head head, LoweringOptions lowering) {
        public Options {
            inputTypes = Map.copyOf(inputTypes);
        }

        /// Exactly the model.
        public Options(Map<String, InputType> inputTypes, Head head) {
            this(inputTypes, head, LoweringOptions.EXACT);
        }
    }

    /// A compiled model in three parts; each one's outputs are the next one's inputs, by name and
    /// order.
    ///
    /// @param hostIn from the model's inputs to the hardware's: reshapes, affine maps, the first
    ///     quantisers
    /// @param hardware integers only
    /// @param hostOut from the hardware's outputs to the model's: scales, softmax
    /// @param approximations where the user chose another meaning than the model's; not part of the
    ///     network
    public record Compiled(
            Graph<QuantOp> hostIn,
            Graph<IntegerOp> hardware,
            Graph<QuantOp> hostOut,
            List<Approximation> approximations) {
        public Compiled {
            approximations = List.copyOf(approximations);
        }

        /// Exactly a model.
        public Compiled(Graph<QuantOp> hostIn, Graph<IntegerOp> hardware, Graph<QuantOp> hostOut) {
            this(hostIn, hardware, hostOut, List.of());
        }
    }

    /// {@return `model` as integers}
    /// @throws Refusal with everything that is wrong
    public static Compiled compile(Graph<OnnxOp> model, Options options, PassContext context) {
        return compileQuantised(context.run(new OnnxToQuant(options.inputTypes()), model), options, context);
    }

    /// {@return `model`, whose quantisers were recognised before, as integers}
    /// @throws Refusal with everything that is wrong
    public static Compiled compileQuantised(Graph<QuantOp> model, Options options, PassContext context) {
        List<Approximation> approximations = new ArrayList<>();
        Lowering<QuantOp, IntegerOp> road =
                new QuantToInteger(options.lowering(), approximations::addAll).then(new MergeEqualOps<>());
        Graph<QuantOp> quantised = context.run(CanonicalizeQuant.pass(), model);
        HostPartition partition = new HostPartition(quantised);
        if (partition.isEmpty()) {
            throw new Refusal(Diagnostic.of(
                            Code.EMPTY_GRAPH,
                            new Location.Whole(model.name()),
                            "no integer arithmetic lies between the model's quantisers and its outputs")
                    .hint("check that the model is quantised: goshawk needs Quant nodes"));
        }
        Graph<IntegerOp> hardware = road.apply(partition.hardware(options.head()), context);
        Verifier.verify(hardware, context.diagnostics());
        context.diagnostics().stopOnErrors();
        return new Compiled(partition.hostIn(), hardware, partition.hostOut(hardware), approximations);
    }
}
