package io.goshawk.conformance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.OnnxExporter;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A folder of exported models with inputs, which `run_exported.py` checks and runs.
record Exported(Path folder) {
    private static final int PYTHON_MINUTES = 5;

    /// Writes a model and its inputs.
    /// @param runs for each run, a float tensor for each input of the graph
    void put(String name, Graph<OnnxOp> graph, List<List<Tensor>> runs) throws IOException {
        Files.write(folder.resolve(name + ".onnx"), OnnxExporter.write(graph, "test", new Diagnostics()));
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            int input = i;
            List<FloatTensor> tensors =
                    runs.stream().map(run -> (FloatTensor) run.get(input)).toList();
            List<Integer> extents = new ArrayList<>(List.of(runs.size()));
            extents.addAll(tensors.getFirst().shape().extents());
            double[] all = tensors.stream()
                    .flatMapToDouble(tensor -> Arrays.stream(tensor.toDoubles()))
                    .toArray();
            arrays.put(graph.inputs().get(i).name(), new NpyArray.Reals(new Shape(extents), NpyType.FLOAT32, all));
        }
        Npz.write(folder.resolve(name + ".npz"), arrays);
    }

    /// Runs all models. Skips the test where there is no Python that can.
    void run() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Tools.python("qonnx", "onnxruntime", "onnx", "numpy").toString(),
                        Path.of("src/test/python/run_exported.py")
                                .toAbsolutePath()
                                .toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PYTHON_MINUTES, TimeUnit.MINUTES);
        assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
    }

    /// {@return the elements of an output of a model, one run behind the other}
    double[] output(String name, String port) throws IOException {
        return switch (Npz.read(folder.resolve(name + ".out.npz")).get(port)) {
            case NpyArray.Reals reals -> reals.values();
            case NpyArray.Integers integers ->
                Arrays.stream(integers.values()).asDoubleStream().toArray();
        };
    }
}
