package io.goshawk.conformance;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.ModelDoors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.quant.InputType;
import io.goshawk.testkit.Tools;
import java.nio.file.Path;
import java.util.Map;

/// Models brought to the stage that a test wants.
final class Models {
    private Models() {}

    static Graph<OnnxOp> load(Path file) {
        return ModelDoors.network(file, ImportOptions.NONE, new Diagnostics());
    }

    /// {@return a network that the tests bring along}
    static Path ofOurs(String name) {
        return Tools.root().resolve("verification/conformance/src/test/resources/integers/" + name + ".onnxtxt");
    }

    static Compiler.Compiled compile(Path file) {
        return compile(load(file), Map.of());
    }

    static Compiler.Compiled compile(Graph<OnnxOp> model, Map<String, String> inputTypes) {
        Map<String, InputType> types = new java.util.HashMap<>();
        inputTypes.forEach((name, type) -> types.put(name, InputType.parse(type)));
        return Compiler.compile(model, new Compiler.Options(types, Head.BOTH), PassContext.plain());
    }
}
