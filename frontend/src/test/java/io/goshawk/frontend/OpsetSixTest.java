package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.testkit.Tools;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What differs between opset 6 and opset 7, on numbers worked out by hand.
class OpsetSixTest {
    /// x is [2, 3], w [2] or as given.
    private static ModelBuilder model(long opset) {
        return ModelBuilder.model().opset(opset).input("x", 2, 3).output("y");
    }

    private static double[] run(ModelBuilder model) {
        Graph<OnnxOp> graph = OnnxImporter.load(model.bytes(), "six.onnx", ImportOptions.NONE, new Diagnostics());
        FloatTensor x = FloatTensor.of(Shape.of(2, 3), 1, 2, 3, -4, -5, -6);
        return ((FloatTensor) Interpreter.run(graph, List.of(x)).getFirst()).toDoubles();
    }

    private static void refused(ModelBuilder model, Code code, String word) {
        Diagnostics diagnostics = new Diagnostics();
        assertThatThrownBy(() -> OnnxImporter.load(model.bytes(), "six.onnx", ImportOptions.NONE, diagnostics))
                .isInstanceOf(Refusal.class);
        assertThat(diagnostics.all()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo(code);
            assertThat(diagnostic.render()).contains(word);
        });
    }

    @Test
    void theSecondOperandLiesAtTheAxis() {
        ModelBuilder rows = model(6).floats("w", List.of(2L), 10, 20).node("Add", "y", "x", "w");
        assertThat(run(rows.attribute("broadcast", 1).attribute("axis", 0))).containsExactly(11, 12, 13, 16, 15, 14);
        ModelBuilder columns = model(6).floats("w", List.of(3L), 10, 20, 30).node("Sub", "y", "x", "w");
        assertThat(run(columns.attribute("broadcast", 1))).containsExactly(-9, -18, -27, -14, -25, -36);
        ModelBuilder one = model(6).floats("w", List.of(1L), 2).node("Mul", "y", "x", "w");
        assertThat(run(one.attribute("broadcast", 1).attribute("axis", 0))).containsExactly(2, 4, 6, -8, -10, -12);
    }

    @Test
    void nothingBroadcastsUnasked() {
        refused(model(6).floats("w", List.of(3L), 1, 2, 3).node("Add", "y", "x", "w"), Code.SHAPE_MISMATCH, "is not 1");
        assertThat(run(model(7).floats("w", List.of(3L), 1, 2, 3).node("Add", "y", "x", "w")))
                .containsExactly(2, 4, 6, -3, -3, -3);
        ModelBuilder gemm = model(6).floats("m", List.of(3L, 1L), 1, 1, 1).floats("c", List.of(1L), 5);
        refused(gemm.node("Gemm", "y", "x", "m", "c"), Code.SHAPE_MISMATCH, "input 2 of Gemm");
        assertThat(run(gemm.attribute("broadcast", 1))).containsExactly(11, -10);
    }

    @Test
    void anAxisThatDoesNotFitIsRefused() {
        ModelBuilder model = model(6).floats("w", List.of(2L), 1, 2).node("Add", "y", "x", "w");
        refused(model.attribute("broadcast", 1).attribute("axis", 2), Code.BAD_ATTRIBUTE, "axis is 2");
    }

    @Test
    void slopesLieAlongTheChannels() {
        ModelBuilder model = ModelBuilder.model()
                .opset(6)
                .input("x", 1, 2, 3)
                .output("y")
                .floats("s", List.of(2L), 0.5, 0.25)
                .node("PRelu", "y", "x", "s");
        Graph<OnnxOp> graph = OnnxImporter.load(model.bytes(), "six.onnx", ImportOptions.NONE, new Diagnostics());
        FloatTensor x = FloatTensor.of(Shape.of(1, 2, 3), 1, -2, 3, -4, 5, -6);
        assertThat(((FloatTensor) Interpreter.run(graph, List.of(x)).getFirst()).toDoubles())
                .containsExactly(1, -1, 3, -1, 5, -1.5);
    }

    @Test
    void whatTrainsIsRefused() {
        ModelBuilder dropout = model(6).node("Dropout", "y", "x");
        refused(dropout, Code.UNSUPPORTED_FEATURE, "is_test is not 1");
        assertThat(run(dropout.attribute("is_test", 1))).containsExactly(1, 2, 3, -4, -5, -6);
    }

    /// A real model of PyTorch 0.3: the batch of its whole test set is part of its shapes.
    @Test
    void aRealModel() {
        Graph<OnnxOp> graph = OnnxImporter.load(
                Tools.data("models/hls4ml-onnx/three_layer_bn_pytorch.onnx"), ImportOptions.NONE, new Diagnostics());
        assertThat(graph.outputs().getFirst().value().shape()).isEqualTo(Shape.of(789444, 5));
    }
}
