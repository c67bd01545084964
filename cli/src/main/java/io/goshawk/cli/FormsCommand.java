package io.goshawk.cli;

import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.FormCost;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk forms`: why the requantisations of a network are what they are.
@Command(
        name = "forms",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = {
            "Lists the requantisations of a network: the form taken, the bits of its multipliers, the proof that no",
            "multiplier is shorter, and what other forms would cost in bits of adders and comparators.",
            "Then its functions without an exact integer form (softmax, GELU, normalisations, ...): the form",
            "taken, how far it is proven to be off at most in steps of the result (see --max-error), and the bits",
            "that hold its intermediate values."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk forms espcn.onnx",
            "  goshawk forms build/jet --channels",
            "  goshawk forms bert-int8.onnx --max-error 0.75"
        })
final class FormsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL",
            description = "A QONNX or ONNX model (.onnx), Goshawk's text of one (.ghk), or a design that compile made.")
    private Path model;

    @Option(names = "--channels", description = "A row for each channel, with its proof.")
    private boolean channels;

    @Option(
            names = "--costs",
            paramLabel = "WHERE",
            defaultValue = "logic",
            description = "What decides between equal forms: logic, or a processor's instructions "
                    + "(default: ${DEFAULT-VALUE}).")
    private FormCost costs;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Mixin
    private ModelOptions modelOptions = new ModelOptions();

    @Mixin
    private ShapeOptions shapeOptions = new ShapeOptions();

    @Override
    public Integer call() {
        Path file = Files.isDirectory(model) ? model.resolve("model.ghk") : model;
        PassContext context = PassContext.plain();
        Compiled compiled =
                new SourceModel(file).compile(modelOptions.options(costs), shapeOptions.importOptions(), context);
        List<Diagnostic> remarks = context.diagnostics().all();
        Grouped.of(remarks).forEach(group -> spec.commandLine().getErr().println(group.render()));
        Approximations.lines(compiled.approximations())
                .forEach(spec.commandLine().getErr()::println);
        RequantiserTable table = RequantiserTable.of(compiled.hardware(), costs);
        FunctionTable functions = FunctionTable.of(compiled.hardware());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(Json.object(
                    "model", file.toString(), "requantisations", table.document(), "functions", functions.document())));
        } else {
            (channels ? table.channels() : table.layers()).forEach(out::println);
            if (!functions.isEmpty()) {
                out.println();
                functions.lines().forEach(out::println);
            }
        }
        return Exit.DONE;
    }
}
