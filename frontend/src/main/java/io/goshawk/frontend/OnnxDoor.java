package io.goshawk.frontend;

import io.goshawk.ir.diag.Diagnostics;
import java.nio.file.Path;

/// Binary ONNX, with tensors inside or in files beside it.
final class OnnxDoor implements ModelDoor {
    @Override
    public String ending() {
        return ".onnx";
    }

    @Override
    public String kind() {
        return "ONNX and QONNX";
    }

    @Override
    public LoadedModel open(Path file, ImportOptions options, Diagnostics diagnostics) {
        return OnnxImporter.open(file, options, diagnostics);
    }
}
