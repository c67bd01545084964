package io.goshawk.frontend;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.model.ModelFile;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.tflite.TfliteImporter;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import java.nio.file.Path;

/// TensorFlow Lite's files. Their shapes are static, so that no option adds to them.
final class TfliteDoor implements ModelDoor {
    @Override
    public String ending() {
        return ".tflite";
    }

    @Override
    public String kind() {
        return "TensorFlow Lite";
    }

    @Override
    public LoadedModel open(Path file, ImportOptions options, Diagnostics diagnostics) {
        ByteString bytes;
        try {
            bytes = ModelFile.read(file);
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
            throw new Refusal(diagnostics.all());
        }
        String name = String.valueOf(file.getFileName());
        return new LoadedModel.Network(TfliteImporter.load(bytes.asReadOnlyByteBuffer(), name, diagnostics));
    }
}
