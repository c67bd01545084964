package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.Shape;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A BERT of five layers as an exporter wrote it, in floats, runs by integers alone from word numbers
/// to scores.
class ToyBertTest {
    private static final int LENGTH = 12;
    private static final int ROWS = 16;
    private static final int WORDS = 99;

    @TempDir
    private Path folder;

    private Path model;
    private Path integers;

    @BeforeEach
    void calibrate() throws IOException {
        model = Tools.data("models/transformer/bert_toy_optimized.onnx");
        integers = folder.resolve("integers.onnx");
        List<Object> quantize = new ArrayList<>(List.of("quantize", model, "--calibrate-only", "-o", integers));
        quantize.addAll(data("seen", 1, "--data"));
        quantize.addAll(shapes());
        Goshawk.Said said = Goshawk.run(quantize.toArray());
        assertThat(said.exit()).as(said.err()).isZero();
    }

    @Test
    void asCppItGivesTheSameIntegers() throws IOException {
        Path design = folder.resolve("design");
        Goshawk.Said said = Goshawk.run("compile", integers, "--target", "cpp", "--vectors", 4, "-o", design);
        assertThat(said.exit()).as(said.err()).isZero();
        List<Object> verify = new ArrayList<>(List.of("verify", design, "--vectors", 84));
        verify.addAll(data("other", 2, "--input"));
        said = Goshawk.run(verify.toArray());
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("g++: 100 vectors, " + 100 * (LENGTH * WORDS + 2) + " outputs, 0 differences");
    }

    @Test
    void scoresByIntegersAloneAreTheModels() throws IOException {
        List<Object> other = data("other", 2, "--input");
        double[] exact = scores(integers, "simulator", other);
        List<Object> shaped = new ArrayList<>(other);
        shaped.addAll(shapes());
        double[] floats = scores(model, "network", shaped);
        int size = floats.length / ROWS;
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += cosine(exact, floats, row * size, size);
        }
        assertThat(sum / ROWS).isGreaterThanOrEqualTo(0.98);
    }

    private static List<Object> shapes() {
        List<Object> options = new ArrayList<>();
        for (String name : List.of("input_ids", "token_type_ids", "input_mask")) {
            options.addAll(List.of("--shape", name + "=1x" + LENGTH));
        }
        return options;
    }

    private List<Object> data(String name, long seed, String option) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int[] lengths = random.ints(ROWS, 4, LENGTH + 1).toArray();
        List<Object> options = new ArrayList<>();
        options.addAll(List.of(option, "input_ids=" + file(name + "_ids", _ -> random.nextInt(WORDS))));
        options.addAll(List.of(
                option, "token_type_ids=" + file(name + "_types", i -> i % LENGTH >= lengths[i / LENGTH] / 2 ? 1 : 0)));
        options.addAll(List.of(
                option, "input_mask=" + file(name + "_mask", i -> i % LENGTH < lengths[i / LENGTH] ? 1 : 0)));
        return options;
    }

    private Path file(String name, IntToLongFunction values) throws IOException {
        long[] numbers = new long[ROWS * LENGTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.applyAsLong(i);
        }
        Path file = folder.resolve(name + ".npy");
        Npy.write(file, new NpyArray.Integers(Shape.of(ROWS, LENGTH), NpyType.INT64, numbers));
        return file;
    }

    private double[] scores(Path model, String engine, List<Object> inputs) throws IOException {
        Path output = folder.resolve(engine + ".npz");
        List<Object> run = new ArrayList<>(List.of("run", model, "--engine", engine, "--output", output));
        run.addAll(inputs);
        Goshawk.Said said = Goshawk.run(run.toArray());
        assertThat(said.exit()).as(said.err()).isZero();
        return ((NpyArray.Reals) Npz.read(output).get("prediction_scores")).values();
    }

    private static double cosine(double[] a, double[] b, int from, int count) {
        double product = 0;
        double one = 0;
        double other = 0;
        for (int i = from; i < from + count; i++) {
            product += a[i] * b[i];
            one += a[i] * a[i];
            other += b[i] * b[i];
        }
        return product / Math.sqrt(one * other);
    }
}
