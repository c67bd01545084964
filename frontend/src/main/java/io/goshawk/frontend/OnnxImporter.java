package io.goshawk.frontend;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.goshawk.frontend.hawq.HawqExport;
import io.goshawk.frontend.model.ExternalData;
import io.goshawk.frontend.model.ModelFile;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.model.WorkBudget;
import io.goshawk.frontend.onnxtxt.OnnxText;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads ONNX and QONNX models.
public final class OnnxImporter {
    private OnnxImporter() {}

    /// {@return the model in `file`: shapes static, shape arithmetic folded, nothing in it that no output needs}
    ///
    /// @param diagnostics receives every problem of the model, not the first alone
    /// @throws Refusal carrying them, if there are any
    public static Graph<OnnxOp> load(Path file, ImportOptions options, Diagnostics diagnostics) {
        return open(file, options, diagnostics).graph();
    }

    /// {@return the same, with what the file says of itself}
    static LoadedModel.Network open(Path file, ImportOptions options, Diagnostics diagnostics) {
        String name = name(file);
        ByteString bytes = orRefuse(() -> ModelFile.read(file), diagnostics);
        ModelProto model = orRefuse(() -> ModelFile.parse(bytes, new Location.Whole(name)), diagnostics);
        ModelOutline outline = ModelOutline.of(model);
        return new LoadedModel.Network(
                load(model, name, Optional.of(folder(file)), options, diagnostics), Optional.of(outline));
    }

    /// {@return the model that `file` holds in ONNX's textual syntax, as [#load] reads it from a binary file}
    ///
    /// @param diagnostics receives every problem of the text, or of the model
    /// @throws Refusal carrying them, if there are any
    public static Graph<OnnxOp> loadText(Path file, ImportOptions options, Diagnostics diagnostics) {
        ByteString bytes = orRefuse(() -> ModelFile.read(file), diagnostics);
        Optional<ModelProto> model = OnnxText.parse(name(file), bytes, diagnostics);
        diagnostics.stopOnErrors();
        return load(model.orElseThrow(), name(file), Optional.of(folder(file)), options, diagnostics);
    }

    private static String name(Path file) {
        return Optional.ofNullable(file.getFileName()).orElse(file).toString();
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    }

    /// {@return the model that `bytes` hold, with all its tensors inside}
    ///
    /// @param modelName the file name that diagnostics and origin comments show
    /// @param diagnostics receives every problem of the model
    /// @throws Refusal carrying them, if there are any
    public static Graph<OnnxOp> load(byte[] bytes, String modelName, ImportOptions options, Diagnostics diagnostics) {
        ByteString wrapped = UnsafeByteOperations.unsafeWrap(bytes);
        ModelProto model = orRefuse(() -> ModelFile.parse(wrapped, new Location.Whole(modelName)), diagnostics);
        return load(model, modelName, Optional.empty(), options, diagnostics);
    }

    private static Graph<OnnxOp> load(
            ModelProto model, String name, Optional<Path> folder, ImportOptions options, Diagnostics diagnostics) {
        ModelProto whole = ExternalData.inlined(model, name, folder, diagnostics);
        ModelProto repaired = HawqExport.repaired(name, whole, diagnostics);
        Optional<Graph<OnnxOp>> graph =
                WorkBudget.within(() -> new GraphImport(name, repaired, options, diagnostics).run());
        diagnostics.stopOnErrors();
        return graph.orElseThrow(() -> new IllegalStateException("a model was refused without a word"));
    }

    /// {@return what `step` yields}
    /// @throws Refusal carrying everything reported, if the step was refused
    static <T> T orRefuse(Supplier<T> step, Diagnostics diagnostics) {
        try {
            return step.get();
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
            throw new Refusal(diagnostics.all());
        }
    }
}
