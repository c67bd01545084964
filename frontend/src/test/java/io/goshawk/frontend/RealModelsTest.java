package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.testkit.Tools;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RealModelsTest {
    private static Graph<OnnxOp> load(String path) {
        Diagnostics diagnostics = new Diagnostics();
        Graph<OnnxOp> graph = OnnxImporter.load(Tools.data("models/" + path), ImportOptions.NONE, diagnostics);
        assertThat(diagnostics.all()).isEmpty();
        return graph;
    }

    private static Map<String, Long> counts(Graph<OnnxOp> graph) {
        return graph.nodes().stream()
                .collect(Collectors.groupingBy(
                        node -> node.op().getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void theJetTagger() {
        Graph<OnnxOp> graph = load("jet/qkeras_jettagging.onnx");
        assertThat(counts(graph))
                .isEqualTo(
                        Map.of("Binary", 4L, "Constant", 41L, "MatMul", 4L, "Quant", 11L, "Softmax", 1L, "Unary", 3L));
        assertThat(graph.inputs().getFirst().name()).isEqualTo("global_in");
        assertThat(graph.inputs().getFirst().value().shape()).isEqualTo(Shape.of(1, 16));
        assertThat(graph.outputs().getFirst().value().shape()).isEqualTo(Shape.of(1, 5));
        Graph.Node<OnnxOp> last = graph.nodes().getLast();
        assertThat(last.op())
                .isInstanceOfSatisfying(
                        Softmax.class, op -> assertThat(op.axis()).isEqualTo(1));
        assertThat(last.at()).isEqualTo(new Location.OnnxNode("qkeras_jettagging.onnx", "Softmax_0", "Softmax"));
    }

    @Test
    void theExampleExportedByBrevitas() {
        Graph<OnnxOp> graph = OnnxImporter.load(
                Tools.root().resolve("examples/jet-tagging/jet-tagger.onnx"), ImportOptions.NONE, new Diagnostics());
        assertThat(counts(graph))
                .containsEntry("Quant", 12L)
                .containsEntry("MatMul", 4L)
                .containsEntry("Transpose", 4L)
                .containsEntry("Binary", 4L)
                .containsEntry("Unary", 3L);
        assertThat(graph.inputs()).hasSize(1);
        assertThat(graph.outputs().getFirst().value().shape()).isEqualTo(Shape.of(1, 5));
    }

    @Test
    void theShapeArithmeticOfTfcIsFolded() {
        assertThat(counts(load("tfc/TFC_1W1A.onnx")))
                .isEqualTo(Map.of(
                        "BatchNormalization",
                        3L,
                        "Binary",
                        7L,
                        "BipolarQuant",
                        8L,
                        "Constant",
                        31L,
                        "MatMul",
                        4L,
                        "Reshape",
                        1L,
                        "Transpose",
                        4L));
        assertThat(counts(load("tfc/TFC_1W2A.onnx"))).containsEntry("Quant", 4L).containsEntry("BipolarQuant", 4L);
        assertThat(counts(load("tfc/TFC_2W2A.onnx"))).containsEntry("Quant", 8L).containsEntry("Reshape", 1L);
    }

    @Test
    void initialisersListedAsInputsAreNoInputs() {
        Graph<OnnxOp> graph = load("kws/kwsmlp_w3a3.onnx");
        assertThat(graph.inputs()).hasSize(1);
        assertThat(graph.inputs().getFirst().value().shape()).isEqualTo(Shape.of(1, 1, 10, 49));
        assertThat(counts(graph))
                .containsEntry("Quant", 8L)
                .containsEntry("Reshape", 1L)
                .containsEntry("Unary", 3L);
        assertThat(graph.nodes().stream()
                        .map(Graph.Node::op)
                        .filter(Quant.class::isInstance)
                        .map(Quant.class::cast))
                .anySatisfy(quant -> assertThat(quant.scale().shape()).isEqualTo(Shape.of(256, 1)));
    }
}
