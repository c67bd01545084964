package io.goshawk.conformance.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// MiniLM by integers alone, beside the model as it is: how near the embeddings are, and whether pairs
/// of sentences are ranked alike. `bench/minilm-integer` runs it; the lowering for several lengths of
/// sentences takes minutes.
class IntegerMiniLmTest {
    private static final String MODEL = "all-minilm-l6-v2-q";
    private static final int PYTHON_MINUTES = 2;

    @TempDir
    private Path folder;

    @Test
    void integersEmbedAsTheModelDoes() throws IOException, InterruptedException {
        String report = System.getProperty("goshawk.minilm.integer.report", "");
        Assumptions.assumeTrue(!report.isEmpty(), "bench/minilm-integer runs this");
        unpack(MODEL + ".onnx", "model.onnx");
        unpack(MODEL + "-tokenizer.json", "tokenizer.json");
        tokens();
        IntegerMiniLm model = new IntegerMiniLm(folder.resolve("model.onnx"));
        List<IntTensor> calibration = new ArrayList<>();
        List<IntTensor> sentences = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("tokens.txt"))) {
            (line.startsWith("c") ? calibration : sentences).add(ids(line.substring(1)));
        }
        calibration.forEach(model::calibrate);
        List<double[]> references = sentences.stream().map(model::reference).toList();
        List<double[]> integers = sentences.stream().map(model::integers).toList();
        double[] cosines = IntStream.range(0, sentences.size())
                .mapToDouble(i -> IntegerMiniLm.cosine(references.get(i), integers.get(i)))
                .toArray();
        double mean = Arrays.stream(cosines).average().orElseThrow();
        double rank = spearman(pairs(references), pairs(integers));
        String figures = String.format(
                Locale.ROOT,
                """
                sentences calibrated on: %d; measured: %d
                cosine of integer and model embedding: mean %.4f, smallest %.4f
                Spearman of the cosines of %d pairs: %.4f
                """,
                calibration.size(),
                sentences.size(),
                mean,
                Arrays.stream(cosines).min().orElseThrow(),
                pairs(references).length,
                rank);
        Files.writeString(Path.of(report), figures);
        assertThat(mean).as(figures).isGreaterThanOrEqualTo(0.98);
        assertThat(rank).as(figures).isGreaterThanOrEqualTo(0.95);
    }

    private void unpack(String resource, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ClassLoader.getSystemResourceAsStream(resource), resource)) {
            Files.copy(in, folder.resolve(name));
        }
    }

    private void tokens() throws IOException, InterruptedException {
        Path script = Path.of("src/test/python/minilm_tokens.py").toAbsolutePath();
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        List.of(Tools.python("onnxruntime", "numpy").toString(), script.toString(), folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PYTHON_MINUTES, TimeUnit.MINUTES);
        assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
    }

    private static IntTensor ids(String line) {
        long[] ids = Arrays.stream(line.strip().split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        return IntTensor.of(Shape.of(1, ids.length), ids);
    }

    /// {@return the cosines of all pairs}
    private static double[] pairs(List<double[]> embeddings) {
        return IntStream.range(0, embeddings.size())
                .boxed()
                .flatMapToDouble(i -> IntStream.range(0, i)
                        .mapToDouble(k -> IntegerMiniLm.cosine(embeddings.get(i), embeddings.get(k))))
                .toArray();
    }

    private static double spearman(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double n = a.length;
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (x[i] - y[i]) * (x[i] - y[i]);
        }
        return 1 - 6 * squares / (n * (n * n - 1));
    }

    private static double[] ranks(double[] values) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double own = values[i];
            ranks[i] = Arrays.stream(values).filter(other -> other < own).count();
        }
        return ranks;
    }
}
