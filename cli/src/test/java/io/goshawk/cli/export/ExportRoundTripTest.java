package io.goshawk.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.cli.conform.TestCase;
import io.goshawk.cli.conform.TestCases;
import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.ModelOutline;
import io.goshawk.frontend.OnnxExporter;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.frontend.OnnxTensors;
import io.goshawk.generators.NormalForm;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is exported is imported again as the same graph: all of ONNX's own cases, and all models at hand.
final class ExportRoundTripTest {
    @Test
    void everyCaseOfOnnx() throws IOException {
        List<String> different = new ArrayList<>();
        int same = 0;
        try (TestCases cases = TestCases.open(Tools.data("onnx-node-tests.zip"))) {
            for (TestCase test : cases.all()) {
                Optional<String> problem = roundTrip(test);
                if (problem.isEmpty()) {
                    same++;
                } else if (!problem.get().isEmpty()) {
                    different.add(test.name() + ": " + problem.get());
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(same).isGreaterThan(700);
    }

    @Test
    void everyModel() throws IOException {
        List<String> different = new ArrayList<>();
        int same = 0;
        try (Stream<Path> files = Files.walk(Tools.data("models"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".onnx"))
                    .sorted()
                    .toList()) {
                Optional<String> problem = roundTrip(Files.readAllBytes(file), ImportOptions.NONE);
                if (problem.isEmpty()) {
                    same++;
                } else if (!problem.get().isEmpty()) {
                    different.add(file.getFileName() + ": " + problem.get());
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(same).isGreaterThan(10);
    }

    /// {@return nothing where the graph comes back, an empty text where there is none, else how it differs}
    private static Optional<String> roundTrip(TestCase test) throws IOException {
        Map<String, Tensor> values = new LinkedHashMap<>();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        try {
            List<ModelOutline.Port> ports =
                    ModelOutline.of(test.model().read(), "m").inputs();
            for (int i = 0; i < ports.size(); i++) {
                TestCase.Content file = test.dataSets().getFirst().inputs().get(i);
                Tensor tensor = OnnxTensors.read(file.read(), file.name()).data();
                values.put(ports.get(i).name(), tensor);
                shapes.put(ports.get(i).name(), tensor.shape());
            }
        } catch (Refusal _) {
            return Optional.of("");
        }
        return roundTrip(test.model().read(), new ImportOptions(shapes, Map.of(), values));
    }

    /// An import may leave out once more what the first one could not: then the second one leaves nothing to do, and
    /// the outputs are the same.
    private static boolean isSimplified(Graph<OnnxOp> graph, Graph<OnnxOp> again, ImportOptions options) {
        byte[] written = OnnxExporter.write(again, "test", new Diagnostics());
        Graph<OnnxOp> last = OnnxImporter.load(written, "m.onnx", options, new Diagnostics());
        List<Tensor> inputs = graph.inputs().stream()
                .map(port -> options.values().get(port.name()))
                .toList();
        return NormalForm.of(again).equals(NormalForm.of(last))
                && again.nodes().size() <= graph.nodes().size()
                && options.values()
                        .keySet()
                        .containsAll(
                                graph.inputs().stream().map(Graph.Port::name).toList())
                && Interpreter.run(graph, inputs).equals(Interpreter.run(again, inputs));
    }

    private static String difference(Graph<OnnxOp> before, Graph<OnnxOp> after) {
        for (int i = 0; i < Math.min(before.nodes().size(), after.nodes().size()); i++) {
            if (!before.nodes().get(i).equals(after.nodes().get(i))) {
                return before.nodes().get(i) + "\n  became " + after.nodes().get(i);
            }
        }
        return "inputs or outputs, or the number of nodes";
    }

    private static Optional<String> roundTrip(byte[] model, ImportOptions options) {
        Graph<OnnxOp> graph;
        try {
            graph = OnnxImporter.load(model, "m.onnx", options, new Diagnostics());
        } catch (Refusal _) {
            return Optional.of("");
        }
        try {
            byte[] written = OnnxExporter.write(graph, "test", new Diagnostics());
            Graph<OnnxOp> again = OnnxImporter.load(written, "m.onnx", options, new Diagnostics());
            Graph<OnnxOp> before = NormalForm.of(graph);
            Graph<OnnxOp> after = NormalForm.of(again);
            return before.equals(after) || isSimplified(graph, again, options)
                    ? Optional.empty()
                    : Optional.of(difference(before, after));
        } catch (Refusal refusal) {
            return Optional.of(refusal.diagnostics().toString());
        } catch (RuntimeException broken) {
            return Optional.of(broken.toString());
        }
    }
}
