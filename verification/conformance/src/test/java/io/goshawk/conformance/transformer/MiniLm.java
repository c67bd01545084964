package io.goshawk.conformance.transformer;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The model, imported once for each length of a sentence, and how long that and running it took.
final class MiniLm {
    private final Path file;
    private final Map<Integer, Graph<OnnxOp>> graphs = new HashMap<>();
    private final List<Double> imports = new ArrayList<>();
    private final List<Double> runs = new ArrayList<>();

    MiniLm(Path file) {
        this.file = file;
    }

    /// {@return the last hidden states, a row for each token}
    /// @param inputs by their names
    double[] states(Map<String, NpyArray> inputs) {
        int length = inputs.get("input_ids").shape().extent(1);
        Graph<OnnxOp> graph = graphs.computeIfAbsent(length, this::load);
        List<Tensor> operands = graph.inputs().stream()
                .map(port -> integers(inputs.get(port.name())))
                .toList();
        long began = System.nanoTime();
        Tensor states = Interpreter.run(graph, operands).getFirst();
        runs.add((System.nanoTime() - began) / 1e9);
        return Floats.of(states, FloatType.F32).toDoubles();
    }

    private Graph<OnnxOp> load(int length) {
        ImportOptions extents = new ImportOptions(Map.of(), Map.of("batch_size", 1, "sequence_length", length));
        long began = System.nanoTime();
        Graph<OnnxOp> graph = OnnxImporter.load(file, extents, new Diagnostics());
        imports.add((System.nanoTime() - began) / 1e9);
        return graph;
    }

    private static Tensor integers(NpyArray array) {
        return IntTensor.of(array.shape(), ((NpyArray.Integers) array).values());
    }

    /// {@return seconds of each import, in their order}
    List<Double> imports() {
        return imports;
    }

    /// {@return seconds of each run, in their order}
    List<Double> runs() {
        return runs;
    }

    int operations() {
        return graphs.values().iterator().next().nodes().size();
    }
}
