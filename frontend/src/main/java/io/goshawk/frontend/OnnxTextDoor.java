package io.goshawk.frontend;

import io.goshawk.ir.diag.Diagnostics;
import java.nio.file.Path;

/// ONNX's textual syntax.
final class OnnxTextDoor implements ModelDoor {
    @Override
    public String ending() {
        return ".onnxtxt";
    }

    @Override
    public String kind() {
        return "ONNX's textual syntax";
    }

    @Override
    public LoadedModel open(Path file, ImportOptions options, Diagnostics diagnostics) {
        return new LoadedModel.Network(OnnxImporter.loadText(file, options, diagnostics));
    }
}
