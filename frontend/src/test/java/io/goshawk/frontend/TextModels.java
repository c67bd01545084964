package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.onnxtxt.OnnxText;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// Models for tests in ONNX's textual syntax.
final class TextModels {
    private TextModels() {}

    /// {@return the model with standard operators of version `opset` and domain `own`, whose graph and functions
    ///     `text` gives}
    static Graph<OnnxOp> load(int opset, String text) {
        Diagnostics diagnostics = new Diagnostics();
        String header = "<ir_version: 10, opset_import: [\"\" : " + opset + ", \"own\" : 1]>\n";
        ModelProto model = OnnxText.parse("test.onnxtxt", ByteString.copyFromUtf8(header + text), diagnostics)
                .orElseThrow(() -> new AssertionError(diagnostics.all()));
        return OnnxImporter.load(model.toByteArray(), "test.onnx", ImportOptions.NONE, diagnostics);
    }

    /// {@return the outputs on `inputs`, floats rounded to their types}
    static List<Tensor> run(Graph<OnnxOp> graph, Tensor... inputs) {
        List<Tensor> outputs = Interpreter.run(graph, List.of(inputs));
        return java.util.stream.IntStream.range(0, outputs.size())
                .mapToObj(i -> {
                    TensorType type = graph.outputs().get(i).value().type();
                    return type.element() instanceof FloatType floats
                            ? Floats.of(outputs.get(i), floats)
                            : outputs.get(i);
                })
                .toList();
    }

    /// {@return what is wrong with the model}
    static List<Diagnostic> problems(int opset, String text) {
        try {
            load(opset, text);
        } catch (Refusal refusal) {
            return refusal.diagnostics();
        }
        assertThat(text).as("a model that is refused").isEmpty();
        return List.of();
    }
}
