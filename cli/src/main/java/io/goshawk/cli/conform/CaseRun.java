package io.goshawk.cli.conform;

import io.goshawk.cli.conform.TestCase.Content;
import io.goshawk.cli.conform.TestCase.DataSet;
import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.ModelOutline;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.frontend.OnnxTensors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs one case: import, interpretation, comparison. The data are known while the model is imported, since the
/// cases give as inputs what models have as constants, such as axes and target shapes.
final class CaseRun {
    private final TestCase test;
    private final byte[] model;
    private final ModelOutline outline;
    private final List<String> explained = new ArrayList<>();

    CaseRun(TestCase test, byte[] model, ModelOutline outline) {
        this.test = test;
        this.model = model;
        this.outline = outline;
    }

    /// {@return what becomes of the case}
    /// @throws Refusal if it is refused
    Verdict run() throws IOException {
        if (test.dataSets().isEmpty()) {
            throw refused(Code.BAD_DATA, test.name(), "there is no folder test_data_set_0 with tensors to compare");
        }
        for (DataSet data : test.dataSets()) {
            Optional<String> difference = run(data);
            if (difference.isPresent()) {
                return new Verdict.Wrong(difference.get());
            }
        }
        return new Verdict.Passed(explained);
    }

    private Optional<String> run(DataSet data) throws IOException {
        Map<String, Tensor> inputs = inputs(data);
        Graph<OnnxOp> graph = imported(inputs);
        List<OnnxTensors.Read> expected = new ArrayList<>();
        for (Content output : data.outputs()) {
            int index = expected.size();
            if (index < outline.outputs().size()
                    && !outline.outputs().get(index).tensor()) {
                throw noTensor("output", outline.outputs().get(index));
            }
            expected.add(OnnxTensors.read(output.read(), output.name()));
        }
        List<Tensor> given =
                graph.inputs().stream().map(port -> inputs.get(port.name())).toList();
        List<Tensor> actual = Interpreter.run(graph, given);
        if (actual.size() != expected.size()) {
            return Optional.of("the graph has " + actual.size() + " outputs, expected " + expected.size());
        }
        for (int i = 0; i < actual.size(); i++) {
            Graph.Port port = graph.outputs().get(i);
            Optional<String> difference = OutputCheck.difference(port, actual.get(i), expected.get(i));
            if (difference.isPresent()) {
                Tensor mine = actual.get(i);
                Tensor theirs = expected.get(i).data();
                Optional<List<String>> reasons = new NearStep(graph, given)
                        .explain(port, mine, theirs)
                        .or(() -> new CancelledSum(graph, given).explain(port, mine, theirs));
                if (reasons.isEmpty()) {
                    return difference;
                }
                explained.addAll(reasons.get());
            }
        }
        return Optional.empty();
    }

    /// Everything that is wrong with the model is said, so it is imported even where an input cannot be read.
    private Map<String, Tensor> inputs(DataSet data) throws IOException {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        Diagnostics diagnostics = new Diagnostics();
        List<ModelOutline.Port> ports = outline.inputs();
        if (data.inputs().size() < ports.size()) {
            throw refused(
                    Code.BAD_DATA,
                    test.name(),
                    "the graph has " + ports.size() + " inputs, and " + data.name() + " "
                            + data.inputs().size());
        }
        for (int i = 0; i < ports.size(); i++) {
            if (!ports.get(i).tensor()) {
                diagnostics.addAll(noTensor("input", ports.get(i)).diagnostics());
                continue;
            }
            try {
                Content file = data.inputs().get(i);
                inputs.put(
                        ports.get(i).name(),
                        OnnxTensors.read(file.read(), file.name()).data());
            } catch (Refusal refusal) {
                diagnostics.addAll(refusal.diagnostics());
            }
        }
        if (diagnostics.hasErrors()) {
            unknownOperators(diagnostics);
        }
        diagnostics.stopOnErrors();
        return inputs;
    }

    private void unknownOperators(Diagnostics diagnostics) {
        outline.nodes().stream()
                .distinct()
                .filter(name -> !name.isSupported())
                .forEach(name -> diagnostics.add(Diagnostic.of(
                        Code.UNSUPPORTED_OPERATOR,
                        new Location.Whole(test.model().name()),
                        "the operator " + name + " is not supported")));
    }

    private Graph<OnnxOp> imported(Map<String, Tensor> inputs) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        ImportOptions options = new ImportOptions(shapes, Map.of(), inputs);
        return OnnxImporter.load(model, test.model().name(), options, new Diagnostics());
    }

    private Refusal noTensor(String kind, ModelOutline.Port port) {
        return refused(
                Code.UNSUPPORTED_FEATURE,
                test.model().name(),
                kind + " \"" + port.name() + "\" is a sequence, an optional, a map or a sparse tensor");
    }

    private static Refusal refused(Code code, String where, String message) {
        return new Refusal(Diagnostic.of(code, new Location.Whole(where), message));
    }
}
