package io.goshawk.cli.export;

import io.goshawk.frontend.ModelOutline;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The file that a model goes to. It is written beside and moved into place, so it is whole or absent.
///
/// @param file as the user wrote it
/// @param force whether a file that is no model, or the model itself, may be replaced
public record ModelOutput(Path file, boolean force) {
    /// Looks before anything is computed whether the model may go there.
    /// @param source the model that is read
    /// @throws Refusal if it may not
    public void check(Path source) {
        if (Files.isDirectory(file)) {
            throw refusal("it is a folder", "name a file with -o, such as " + file.resolve("model.onnx"));
        }
        if (!Files.isDirectory(parent())) {
            throw refusal("there is no folder " + parent(), "make it, or choose another file with -o");
        }
        if (!Files.isWritable(parent())) {
            throw refusal(parent() + " cannot be written to", "choose another file with -o");
        }
        if (Files.exists(file) && !force) {
            checkReplaced(source);
        }
    }

    private void checkReplaced(Path source) {
        try {
            if (Files.exists(source) && Files.isSameFile(source, file)) {
                throw refusal("it is the model itself", "choose another file with -o, or say --force to replace it");
            }
            ModelOutline.of(file);
        } catch (IOException e) {
            throw refusal(e.toString(), "choose another file with -o");
        } catch (Refusal refusal) {
            boolean own = refusal.diagnostics().getFirst().code() == Code.OUTPUT_NOT_WRITABLE;
            throw own
                    ? refusal
                    : refusal("it is a file that is no model", "choose another, or say --force to replace it");
        }
    }

    private Path parent() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /// Writes the model.
    /// @throws Refusal if the file system says no; then what was there before still is
    public void write(byte[] bytes) {
        try {
            Path beside = Files.createTempFile(parent(), "." + file.getFileName(), ".new");
            try {
                Files.write(beside, bytes);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw refusal(e.toString(), "choose another file with -o");
        }
    }

    private Refusal refusal(String message, String hint) {
        return new Refusal(Diagnostic.of(Code.OUTPUT_NOT_WRITABLE, new Location.Whole(file.toString()), message)
                .hint(hint));
    }
}
