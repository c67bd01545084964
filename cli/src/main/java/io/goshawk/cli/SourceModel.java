package io.goshawk.cli;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.LoadedModel;
import io.goshawk.frontend.ModelDoors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.text.GhkFile;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.onnx.QuantToOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file that holds a model: ONNX, or Goshawk's own text of a model or of a compiled network.
record SourceModel(Path file) {
    private static final String HOST_IN = "host_in";
    private static final String HARDWARE = "hardware";
    private static final String HOST_OUT = "host_out";

    /// {@return the file's name without its folders}
    String name() {
        return String.valueOf(file.getFileName());
    }

    /// {@return the file's name without its ending}
    String stem() {
        return name().replaceFirst("\\.[^.]*$", "");
    }

    String sha256() {
        return Sha256.of(bytes());
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal(Diagnostic.of(
                    Code.UNREADABLE_FILE, new Location.Whole(file.toString()), "it cannot be read: " + e.getMessage()));
        }
    }

    /// {@return the compiled network, of a model that leaves no extent open}
    /// @throws Refusal if the model or an option is refused
    Compiled compile(Compiler.Options options, PassContext context) {
        return compile(options, ImportOptions.NONE, context);
    }

    /// {@return the compiled network}
    /// @throws Refusal if the model or an option is refused
    Compiled compile(Compiler.Options options, ImportOptions imports, PassContext context) {
        return switch (open(imports, context)) {
            case LoadedModel.Network network -> Compiler.compile(network.graph(), options, context);
            case LoadedModel.Quantised network -> Compiler.compileQuantised(network.graph(), options, context);
            case LoadedModel.Design design -> compiled(design.text());
        };
    }

    /// {@return the network as operators of ONNX and QONNX: as it was imported, or, where its quantisers were
    ///     recognised before, written back}
    /// @throws Refusal if the model is refused, has no such form, or is a compiled one
    Graph<OnnxOp> network(ImportOptions imports, PassContext context) {
        return network(open(imports, context), context);
    }

    /// {@return what the file holds}
    /// @throws Refusal if the model is refused
    LoadedModel open(ImportOptions imports, PassContext context) {
        return ModelDoors.open(file, imports, context.diagnostics());
    }

    /// {@return what was `loaded` from the file as operators of ONNX and QONNX}
    /// @throws Refusal if it has no such form, or is compiled
    Graph<OnnxOp> network(LoadedModel loaded, PassContext context) {
        return switch (loaded) {
            case LoadedModel.Network network -> network.graph();
            case LoadedModel.Quantised network -> context.run(new QuantToOnnx(), network.graph());
            case LoadedModel.Design _ ->
                throw new Refusal(Diagnostic.of(
                                Code.NOT_A_MODEL,
                                new Location.Whole(file.toString()),
                                "the file holds a compiled network, whose integers have no form in ONNX")
                        .hint("give the model that it was made from"));
        };
    }

    private Compiled compiled(GhkFile text) {
        try {
            return new Compiled(
                    text.graph(HOST_IN, QuantOp.class),
                    text.graph(HARDWARE, IntegerOp.class),
                    text.graph(HOST_OUT, QuantOp.class));
        } catch (IllegalArgumentException e) {
            throw new Refusal(Diagnostic.of(Code.NOT_A_DESIGN, new Location.Whole(file.toString()), e.getMessage()));
        }
    }

    /// {@return the text of `model.ghk`}
    static String text(Compiled compiled) {
        return Printer.print(new GhkFile(List.of(compiled.hostIn(), compiled.hardware(), compiled.hostOut())));
    }
}
