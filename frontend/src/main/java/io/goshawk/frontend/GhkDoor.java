package io.goshawk.frontend;

import io.goshawk.frontend.model.ModelFile;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Op;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.text.GhkFile;
import io.goshawk.ir.text.Parser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Goshawk's own text: one graph of a network, or the several of a compiled one.
final class GhkDoor implements ModelDoor {
    @Override
    public String ending() {
        return ".ghk";
    }

    @Override
    public String kind() {
        return "Goshawk's own text";
    }

    @Override
    public LoadedModel open(Path file, ImportOptions options, Diagnostics diagnostics) {
        Location at = new Location.Whole(file.toString());
        if (!options.equals(ImportOptions.NONE)) {
            diagnostics.add(
                    Diagnostic.of(Code.BAD_OPTION, at, "Goshawk's text leaves no extent open: --shape binds none")
                            .hint("leave --shape away"));
        }
        String text =
                OnnxImporter.orRefuse(() -> ModelFile.read(file), diagnostics).toString(StandardCharsets.UTF_8);
        Optional<GhkFile> parsed = Parser.parse(String.valueOf(file.getFileName()), text, diagnostics);
        diagnostics.stopOnErrors();
        LoadedModel model = model(parsed.orElseThrow(), at, diagnostics);
        diagnostics.stopOnErrors();
        return model;
    }

    private static LoadedModel model(GhkFile text, Location at, Diagnostics diagnostics) {
        if (text.graphs().size() != 1) {
            return new LoadedModel.Design(text);
        }
        Graph<? extends Op> graph = text.graphs().getFirst();
        Verifier.verify(graph, diagnostics);
        if (graph.nodes().stream().allMatch(node -> node.op() instanceof OnnxOp)) {
            return new LoadedModel.Network(text.only(OnnxOp.class));
        }
        try {
            return new LoadedModel.Quantised(text.only(QuantOp.class));
        } catch (IllegalArgumentException e) {
            diagnostics.add(Diagnostic.of(Code.NOT_A_MODEL, at, String.valueOf(e.getMessage()))
                    .hint("give one graph of the onnx dialect or the quant dialect, or the three graphs of a design"));
            throw new Refusal(diagnostics.all());
        }
    }
}
