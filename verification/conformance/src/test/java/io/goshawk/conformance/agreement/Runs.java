package io.goshawk.conformance.agreement;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `qonnx_intermediates.py` left in a folder, judged.
final class Runs {
    private Runs() {}

    /// {@return what comparing all inputs came to}
    static Tally judge(Path folder) throws IOException {
        Graph<OnnxOp> graph = OnnxImporter.load(folder.resolve("model.onnx"), ImportOptions.NONE, new Diagnostics());
        Tally tally = new Tally();
        Agreement agreement = new Agreement(graph, whole(Npz.read(folder.resolve("fixed.npz"))), tally);
        int sample = 0;
        for (int batch = 0; Files.exists(folder.resolve("batch_" + batch + ".npz")); batch++) {
            Map<String, NpyArray> arrays = Npz.read(folder.resolve("batch_" + batch + ".npz"));
            int count = arrays.get("input").shape().extent(0);
            Shape shape = graph.inputs().getFirst().value().shape();
            for (int i = 0; i < count; i++) {
                Map<String, FloatTensor> results = new HashMap<>();
                for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                    results.put(array.getKey(), part(array.getValue(), i, count));
                }
                agreement.judge("input " + sample++, results.remove("input").reshape(shape), results);
            }
        }
        return tally;
    }

    private static Map<String, FloatTensor> whole(Map<String, NpyArray> arrays) {
        Map<String, FloatTensor> whole = new HashMap<>();
        arrays.forEach((name, array) -> whole.put(name, floats(array.shape(), values(array))));
        return whole;
    }

    private static FloatTensor part(NpyArray array, int index, int count) {
        List<Integer> extents = new ArrayList<>(array.shape().extents());
        extents.set(0, extents.getFirst() / count);
        Shape shape = new Shape(extents);
        double[] values = values(array);
        return floats(shape, Arrays.copyOfRange(values, index * shape.size(), (index + 1) * shape.size()));
    }

    private static FloatTensor floats(Shape shape, double[] values) {
        return FloatTensor.of(shape, FloatType.F32, values);
    }

    private static double[] values(NpyArray array) {
        return switch (array) {
            case NpyArray.Reals reals -> reals.values();
            case NpyArray.Integers integers ->
                Arrays.stream(integers.values()).asDoubleStream().toArray();
        };
    }
}
