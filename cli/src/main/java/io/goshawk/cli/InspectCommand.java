package io.goshawk.cli;

import io.goshawk.cli.inspect.Anatomy;
import io.goshawk.frontend.LoadedModel;
import io.goshawk.frontend.ModelOutline;
import io.goshawk.frontend.OperatorName;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.passes.PassContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk inspect`: what a model consists of, and what each target makes of it.
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = {
            "Shows a model: operators, shapes, bits, multiply-accumulates, parameters, what each target supports.",
            "BOPs are HAWQ's bit operations: MACs (p ba bw + ba + bw + log2 n), with p the part of the weights that",
            "are not zero, ba and bw the bits of activations and weights, n the products in one sum."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  goshawk inspect jet-tagger.onnx",
            "  goshawk inspect encoder.onnx --shape batch=1 --all",
            "",
            "Exit codes: 0 the model was read, 1 it was refused; what blocks a target is no failure."
        })
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A model: ONNX or QONNX, or Goshawk's text of one (.ghk).")
    private Path model;

    @Option(names = "--all", description = "List every operation and every blocker.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Mixin
    private ModelOptions modelOptions = new ModelOptions();

    @Mixin
    private ShapeOptions shapeOptions = new ShapeOptions();

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Override
    public Integer call() {
        SourceModel source = new SourceModel(model);
        PassContext context = PassContext.plain();
        LoadedModel loaded;
        Graph<OnnxOp> graph;
        try {
            loaded = source.open(shapeOptions.importOptions(), context);
            graph = source.network(loaded, context);
        } catch (Refusal refusal) {
            return refused(outline(), refusal);
        }
        Optional<ModelOutline> outline =
                loaded instanceof LoadedModel.Network network ? network.outline() : Optional.empty();
        Map<String, Long> operators =
                outline.map(InspectCommand::operators).orElseGet(() -> InspectionText.operators(Anatomy.of(graph)));
        Anatomy anatomy = Anatomy.of(graph);
        List<TargetCheck> targets =
                TargetCheck.of(graph, modelOptions.options(), targetOptions.settings(source.stem()));
        Inspection inspection = new Inspection(
                source.name(),
                operators,
                graph,
                anatomy,
                targets,
                context.diagnostics().all());
        if (json) {
            spec.commandLine().getOut().println(Json.text(InspectionText.document(inspection)));
        } else {
            InspectionText.lines(inspection, all).forEach(spec.commandLine().getOut()::println);
        }
        return Exit.DONE;
    }

    /// What was found.
    ///
    /// @param operators how often the file uses each operator
    /// @param remarks what was assumed while the model was read
    record Inspection(
            String name,
            Map<String, Long> operators,
            Graph<OnnxOp> graph,
            Anatomy anatomy,
            List<TargetCheck> targets,
            List<io.goshawk.ir.diag.Diagnostic> remarks) {}

    /// {@return what a refused file says of itself; Goshawk's own text and other formats have nothing}
    private Optional<ModelOutline> outline() {
        try {
            return Optional.of(ModelOutline.of(model));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    private static Map<String, Long> operators(ModelOutline outline) {
        Map<String, Long> counts = new TreeMap<>();
        outline.nodes().forEach(operator -> counts.merge(operator.toString(), 1L, Long::sum));
        return counts;
    }

    /// A model that cannot be imported still says which operators it has.
    private Integer refused(Optional<ModelOutline> outline, Refusal refusal) {
        if (outline.isEmpty()) {
            throw refusal;
        }
        Map<String, Long> operators = operators(outline.get());
        List<String> unknown = outline.get().nodes().stream()
                .filter(operator -> !operator.isSupported())
                .map(OperatorName::toString)
                .distinct()
                .sorted()
                .toList();
        if (json) {
            Map<String, Object> document = Json.object("model", String.valueOf(model.getFileName()));
            document.put("operators", operators);
            document.put("unknownOperators", unknown);
            document.putAll(Json.failure(Exit.REFUSED, refusal.diagnostics(), ""));
            spec.commandLine().getOut().println(Json.text(document));
            return Exit.REFUSED;
        }
        List<String> lines = new ArrayList<>(List.of(model.getFileName() + " is refused"));
        lines.addAll(InspectionText.operatorLines(operators));
        lines.add("unknown    " + (unknown.isEmpty() ? "none" : String.join(", ", unknown)));
        lines.forEach(spec.commandLine().getOut()::println);
        refusal.diagnostics().forEach(d -> spec.commandLine().getErr().println(d.render()));
        return Exit.REFUSED;
    }
}
