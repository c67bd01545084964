package io.goshawk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads back a folder that `goshawk compile` made.
final class DesignFiles {
    /// The file of the three graphs.
    static final String GRAPHS = "model.ghk";

    private DesignFiles() {}

    /// {@return the network that the design in `folder` was made of}
    /// @throws Refusal (GHK-8004) if the folder is no design
    static Compiled read(Path folder) {
        for (String name : new String[] {DesignFolder.DOCUMENT, GRAPHS}) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new Refusal(Diagnostic.of(
                                Code.NOT_A_DESIGN,
                                new Location.Whole(folder.toString()),
                                "there is no " + name + " in it: not a design that goshawk compile made")
                        .hint("compile one: goshawk compile MODEL --target verilog -o DIR"));
            }
        }
        return graphs(folder);
    }

    private static Compiled graphs(Path folder) {
        Compiler.Options none = new Compiler.Options(Map.of(), Head.BOTH);
        return new SourceModel(folder.resolve(GRAPHS)).compile(none, PassContext.plain());
    }

    /// {@return the emitted files that are no longer what `design.json` says they were}
    static List<String> changed(Path folder) {
        try {
            JsonNode files = new ObjectMapper()
                    .readTree(folder.resolve(DesignFolder.DOCUMENT).toFile())
                    .path("files");
            List<String> changed = new ArrayList<>();
            for (Map.Entry<String, JsonNode> file : files.properties()) {
                Path path = folder.resolve(file.getKey());
                if (!Files.isRegularFile(path)
                        || !Sha256.of(Files.readAllBytes(path))
                                .equals(file.getValue().asText())) {
                    changed.add(file.getKey());
                }
            }
            return changed;
        } catch (IOException e) {
            throw new Refusal(Diagnostic.of(
                    Code.NOT_A_DESIGN, new Location.Whole(folder.toString()), "it cannot be read: " + e.getMessage()));
        }
    }
}
