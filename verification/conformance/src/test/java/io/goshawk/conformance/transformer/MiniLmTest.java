package io.goshawk.conformance.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.Npz;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// MiniLM of 8 bits, from Maven: embeddings of twenty sentences beside those of ONNX Runtime.
///
/// `bench/minilm` names a file by the property `goshawk.minilm.report`, which gets the figures.
class MiniLmTest {
    private static final String MODEL = "all-minilm-l6-v2-q";
    private static final int SENTENCES = 20;
    private static final int PYTHON_MINUTES = 5;
    private static final double CLOSE = 1e-5;

    @TempDir
    private Path folder;

    @Test
    void embeddingsAreThoseOfOnnxRuntime() throws IOException, InterruptedException {
        unpack(MODEL + ".onnx", "model.onnx");
        unpack(MODEL + "-tokenizer.json", "tokenizer.json");
        onnxRuntime();
        MiniLm model = new MiniLm(folder.resolve("model.onnx"));
        EmbeddingReport report = new EmbeddingReport();
        for (int i = 0; i < SENTENCES; i++) {
            Map<String, NpyArray> arrays = Npz.read(folder.resolve("sentence_" + i + ".npz"));
            double[] ours = model.states(arrays);
            report.add(ours, values(arrays, "plain"), values(arrays, "optimised"));
        }
        String figures = report.text(model);
        String file = System.getProperty("goshawk.minilm.report", "");
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), figures);
        }
        assertThat(report.worstCosine()).as(figures).isGreaterThan(1 - CLOSE);
        assertThat(report.nearestOfOthers()).as("sentences differ").isLessThan(1 - CLOSE);
    }

    private static double[] values(Map<String, NpyArray> arrays, String name) {
        return ((NpyArray.Reals) arrays.get(name)).values();
    }

    private void unpack(String resource, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ClassLoader.getSystemResourceAsStream(resource), resource)) {
            Files.copy(in, folder.resolve(name));
        }
    }

    private void onnxRuntime() throws IOException, InterruptedException {
        Path script = Path.of("src/test/python/minilm_states.py").toAbsolutePath();
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Tools.python("onnxruntime", "numpy").toString(),
                        script.toString(),
                        folder.toString(),
                        String.valueOf(SENTENCES)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PYTHON_MINUTES, TimeUnit.MINUTES);
        assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
    }
}
