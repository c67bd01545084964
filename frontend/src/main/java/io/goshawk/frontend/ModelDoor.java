package io.goshawk.frontend;

import io.goshawk.ir.diag.Diagnostics;
import java.nio.file.Path;

/// A way in: one kind of model file, known by the ending of its name. [ModelDoors] lists them all.
public interface ModelDoor {
    /// {@return how the names of such files end, in small letters, such as `.onnx`}
    String ending();

    /// {@return what such files are, in the words of a diagnostic}
    String kind();

    /// {@return what `file` holds}
    ///
    /// @param options what the user adds to a model that leaves extents open
    /// @param diagnostics receives every problem of the file
    /// @throws io.goshawk.ir.diag.Refusal carrying them, if there are any
    LoadedModel open(Path file, ImportOptions options, Diagnostics diagnostics);
}
