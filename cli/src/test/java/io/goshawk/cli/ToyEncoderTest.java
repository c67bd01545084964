package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A float encoder, calibrated on some sentences, embeds others by integers alone as it does itself.
class ToyEncoderTest {
    private static final int CALIBRATION = 48;
    private static final int OTHERS = 24;

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void makeModel() throws IOException {
        model = Files.writeString(folder.resolve("toy.onnxtxt"), ToyEncoder.text(1));
    }

    /// Sentences of 3 words and more, padded with word 0.
    private long[] sentences(String name, int count, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long[] ids = new long[count * ToyEncoder.LENGTH];
        long[] mask = new long[ids.length];
        for (int sentence = 0; sentence < count; sentence++) {
            int words = random.nextInt(3, ToyEncoder.LENGTH + 1);
            for (int i = 0; i < words; i++) {
                ids[sentence * ToyEncoder.LENGTH + i] = random.nextInt(1, ToyEncoder.VOCABULARY);
                mask[sentence * ToyEncoder.LENGTH + i] = 1;
            }
        }
        Shape shape = Shape.of(count, ToyEncoder.LENGTH);
        Npy.write(folder.resolve(name + "_ids.npy"), new NpyArray.Integers(shape, NpyType.INT64, ids));
        Npy.write(folder.resolve(name + "_mask.npy"), new NpyArray.Integers(shape, NpyType.INT64, mask));
        return mask;
    }

    private Object[] with(Object command, Object model, String data, String option, Object... more) {
        return Stream.concat(
                        Stream.of(
                                command,
                                model,
                                option,
                                "ids=" + folder.resolve(data + "_ids.npy"),
                                option,
                                "mask=" + folder.resolve(data + "_mask.npy")),
                        Arrays.stream(more))
                .toArray();
    }

    private double[] states(Path model, String engine) throws IOException {
        Path output = folder.resolve(engine + ".npz");
        Goshawk.Said said = Goshawk.run(with("run", model, "other", "--input", "--engine", engine, "--output", output));
        assertThat(said.exit()).as(said.err()).isZero();
        return ((NpyArray.Reals) Npz.read(output).get("states")).values();
    }

    private Path quantised(String... more) throws IOException {
        Path integers = folder.resolve("integers.onnx");
        sentences("seen", CALIBRATION, 1);
        Object[] options = Stream.concat(Stream.of("--calibrate-only", "-o", integers), Arrays.stream(more))
                .toArray();
        Goshawk.Said said = Goshawk.run(with("quantize", model, "seen", "--data", options));
        assertThat(said.exit()).as(said.err()).isZero();
        return integers;
    }

    private void embedsAsTheFloats(double[] exact, long[] mask) throws IOException {
        double[] floats = states(model, "network");
        double[] cosines = new double[OTHERS];
        for (int i = 0; i < OTHERS; i++) {
            cosines[i] = cosine(embedding(floats, mask, i), embedding(exact, mask, i));
        }
        assertThat(Arrays.stream(cosines).average().orElseThrow())
                .as(Arrays.toString(cosines))
                .isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void aPercentileKeepsTheEmbeddings() throws IOException {
        Path integers = quantised("--percentile", "99.9");
        long[] mask = sentences("other", OTHERS, 2);
        embedsAsTheFloats(states(integers, "simulator"), mask);
    }

    @Test
    void integersEmbedAsTheFloatsDoAndWhatTheMaskHidesChangesNothing() throws IOException {
        Path integers = quantised();
        long[] mask = sentences("other", OTHERS, 2);
        double[] before = states(integers, "reference");
        embedsAsTheFloats(before, mask);
        NpyArray.Integers ids = (NpyArray.Integers) Npy.read(folder.resolve("other_ids.npy"));
        long[] changed = ids.values().clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] = mask[i] == 1 ? changed[i] : 7;
        }
        Npy.write(folder.resolve("other_ids.npy"), new NpyArray.Integers(ids.shape(), NpyType.INT64, changed));
        double[] after = states(integers, "reference");
        for (int i = 0; i < before.length; i++) {
            if (mask[i / ToyEncoder.HIDDEN] == 1) {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void asCppItGivesTheSameIntegers() throws IOException {
        Path integers = quantised();
        Path design = folder.resolve("design");
        Goshawk.Said said = Goshawk.run("compile", integers, "--target", "cpp", "--vectors", 4, "-o", design);
        assertThat(said.exit()).as(said.err()).isZero();
        sentences("other", OTHERS, 2);
        said = Goshawk.run(with("verify", design, "other", "--input", "--vectors", 100 - OTHERS));
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        int outputs = (ToyEncoder.LENGTH + 1) * ToyEncoder.HIDDEN;
        assertThat(said.out()).contains("g++: 100 vectors, " + 100 * outputs + " outputs, 0 differences");
    }

    /// {@return the mean of the states of the words that count}
    private static double[] embedding(double[] states, long[] mask, int sentence) {
        double[] sum = new double[ToyEncoder.HIDDEN];
        for (int i = 0; i < ToyEncoder.LENGTH; i++) {
            int word = sentence * ToyEncoder.LENGTH + i;
            for (int k = 0; k < sum.length; k++) {
                sum[k] += mask[word] * states[word * ToyEncoder.HIDDEN + k];
            }
        }
        return sum;
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            one += a[i] * a[i];
            other += b[i] * b[i];
        }
        return product / Math.sqrt(one * other);
    }
}
