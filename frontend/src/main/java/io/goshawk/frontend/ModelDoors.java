package io.goshawk.frontend;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Opens a model file by the door that its name asks for.
public final class ModelDoors {
    /// Every kind of file that is understood.
    public static final List<ModelDoor> ALL =
            List.of(new OnnxDoor(), new OnnxTextDoor(), new TfliteDoor(), new GhkDoor());

    private ModelDoors() {}

    /// {@return what `file` holds}
    /// @param diagnostics receives every problem of the file
    /// @throws Refusal carrying them, if there are any
    public static LoadedModel open(Path file, ImportOptions options, Diagnostics diagnostics) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        ModelDoor door = ALL.stream()
                .filter(candidate -> name.endsWith(candidate.ending()))
                .findFirst()
                .orElseThrow(() -> unknown(file, diagnostics));
        try {
            return door.open(file, options, diagnostics);
        } catch (OutOfMemoryError _) {
            Diagnostic tooLarge = Diagnostic.of(
                            Code.MODEL_TOO_LARGE, new Location.Whole(file.toString()), "the heap is too small for it")
                    .hint("if the model is an honest one, GOSHAWK_OPTS=-Xmx8g gives more");
            throw refused(tooLarge, diagnostics);
        }
    }

    /// {@return the network in `file`, as its operators say it}
    /// @param diagnostics receives every problem of the file
    /// @throws Refusal carrying them, if there are any, or if the file holds a later stage of a network
    public static Graph<OnnxOp> network(Path file, ImportOptions options, Diagnostics diagnostics) {
        return switch (open(file, options, diagnostics)) {
            case LoadedModel.Network network -> network.graph();
            case LoadedModel.Quantised _, LoadedModel.Design _ -> {
                Diagnostic later = Diagnostic.of(
                                Code.NOT_A_MODEL,
                                new Location.Whole(file.toString()),
                                "the file holds a later stage than the onnx dialect")
                        .hint("give the model that it was made from");
                throw refused(later, diagnostics);
            }
        };
    }

    private static Refusal unknown(Path file, Diagnostics diagnostics) {
        String known = ALL.stream()
                .map(door -> door.ending() + " (" + door.kind() + ")")
                .collect(Collectors.joining(", "));
        Diagnostic unknown = Diagnostic.of(
                        Code.NOT_A_MODEL,
                        new Location.Whole(file.toString()),
                        "\"" + file.getFileName() + "\" has no ending that says what model it is")
                .hint("models end in " + known);
        return refused(unknown, diagnostics);
    }

    private static Refusal refused(Diagnostic reason, Diagnostics diagnostics) {
        diagnostics.add(reason);
        return new Refusal(diagnostics.all());
    }
}
