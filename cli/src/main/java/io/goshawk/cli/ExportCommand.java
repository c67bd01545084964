package io.goshawk.cli;

import io.goshawk.cli.export.ModelOutput;
import io.goshawk.frontend.OnnxExporter;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.onnx.LinearToQuant;
import io.goshawk.passes.onnx.QuantToLinear;
import io.goshawk.passes.onnx.StandardOnly;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk export`: the model back out.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = {
            "Writes a model as ONNX: cleaned up, shapes static, shape arithmetic folded, in opset 21 or newer.",
            "Nothing changes what the model computes; what a format cannot hold is refused by name.",
            "Goshawk's text may hold either dialect: the model as imported, or with its quantisers recognised."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk export mlp.onnx --format qonnx -o clean.onnx",
            "  goshawk export mlp.onnx --format qdq -o for-onnxruntime.onnx"
        })
final class ExportCommand implements Callable<Integer> {
    /// What quantisers are written as.
    enum Format {
        /// As Quant and its kin.
        QONNX,
        /// As QuantizeLinear and DequantizeLinear.
        QDQ,
        /// As the model has them, which must be without operators of QONNX.
        ONNX
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A model: ONNX or QONNX, or Goshawk's text of one (.ghk).")
    private Path model;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "qonnx: quantisers as Quant and its kin; qdq: as QuantizeLinear and DequantizeLinear; "
                    + "onnx: as they are, only for models that have none of QONNX's operators.")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the model goes; an older model there is replaced once the new one is whole.")
    private Path output;

    @Option(names = "--force", description = "Replace FILE even if it is no model, or the model itself.")
    private boolean force;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Mixin
    private ShapeOptions shapeOptions = new ShapeOptions();

    @Override
    public Integer call() {
        ModelOutput file = new ModelOutput(output, force);
        file.check(model);
        PassContext context = PassContext.plain();
        Graph<OnnxOp> graph = new SourceModel(model).network(shapeOptions.importOptions(), context);
        Graph<OnnxOp> written = switch (format) {
            case QONNX -> context.run(new LinearToQuant(), graph);
            case QDQ -> context.run(new QuantToLinear(), graph);
            case ONNX -> StandardOnly.checked(graph, context.diagnostics());
        };
        byte[] bytes = OnnxExporter.write(written, Version.TEXT, context.diagnostics());
        file.write(bytes);
        List<Diagnostic> remarks = context.diagnostics().all();
        Grouped.of(remarks).forEach(group -> spec.commandLine().getErr().println(group.render()));
        String word = format.name().toLowerCase(Locale.ROOT);
        if (json) {
            spec.commandLine()
                    .getOut()
                    .println(Json.text(Json.object(
                            "file",
                            output.toString(),
                            "format",
                            word,
                            "bytes",
                            bytes.length,
                            "operations",
                            written.nodes().size(),
                            "diagnostics",
                            Json.diagnostics(remarks))));
        } else {
            spec.commandLine()
                    .getOut()
                    .println(model.getFileName() + " as " + word + ": " + output + ", "
                            + Words.count(bytes.length, "byte"));
        }
        return Exit.DONE;
    }
}
