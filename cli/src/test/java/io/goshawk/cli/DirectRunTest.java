package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Integers that go from file to hardware to file in bulk.
class DirectRunTest {
    /// Enough for chunks of two threads.
    private static final int ROWS = 150_000;

    @TempDir
    private Path folder;

    private Path model;
    private long[] values;

    @BeforeEach
    void write() throws IOException {
        model = Files.write(folder.resolve("m.onnx"), OnnxBytes.Small.right().bytes());
        values = new Random(1).longs(2 * ROWS, -100, 100).toArray();
        write("x.npy", NpyType.INT8);
    }

    private void write(String name, NpyType type) throws IOException {
        Npy.write(folder.resolve(name), new NpyArray.Integers(Shape.of(ROWS, 2), type, values));
    }

    private Goshawk.Said run(String input, String engine, int threads, String... more) {
        List<Object> arguments = new ArrayList<>(List.of("run", model, "--input", folder.resolve(input)));
        arguments.addAll(List.of("--engine", engine, "--threads", threads, "--output", folder.resolve("y.npy")));
        arguments.addAll(List.of(more));
        return Goshawk.run(arguments.toArray());
    }

    private byte[] result(String input, String engine, int threads, String... more) throws IOException {
        Goshawk.Said said = run(input, engine, threads, more);
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        return Files.readAllBytes(folder.resolve("y.npy"));
    }

    @ParameterizedTest
    @CsvSource({
        "INT8,simulator:native,1",
        "INT8,simulator:portable,2",
        "INT16,simulator:native,2",
        "INT64,simulator:portable,1"
    })
    void everyWidthAndEngineGivesWhatTheReferenceGives(NpyType type, String engine, int threads) throws IOException {
        byte[] expected = result("x.npy", "reference", 1, "--raw");
        write("wide.npy", type);
        assertThat(result("wide.npy", engine, threads, "--raw")).isEqualTo(expected);
    }

    @Test
    void theModelsOutputsAreLookedUp() throws IOException {
        byte[] expected = result("x.npy", "reference", 1);
        String classes = classes(run("x.npy", "reference", 1));
        assertThat(result("x.npy", "simulator:portable", 2)).isEqualTo(expected);
        assertThat(classes(run("x.npy", "simulator:portable", 2))).isEqualTo(classes);
    }

    private static String classes(Goshawk.Said said) {
        return said.out()
                .lines()
                .filter(line -> line.startsWith("classes"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRowOutsideTheTypeIsNamedOrSaturated() throws IOException {
        values[2 * 120_000 + 1] = 300;
        values[2 * 140_000] = -300;
        write("far.npy", NpyType.INT16);
        Goshawk.Said said = run("far.npy", "simulator", 2);
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).containsOnlyOnce("error GHK-").contains("row 120000, column 1 holds 300");
        byte[] expected = result("far.npy", "reference", 1, "--saturate");
        assertThat(result("far.npy", "simulator", 2, "--saturate")).isEqualTo(expected);
        assertThat(run("far.npy", "simulator", 2, "--saturate").out()).contains("2 values outside the input's type");
    }
}
