package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.Shape;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedRunTest {
    private static final int ROWS = 2500;

    @TempDir
    private Path folder;

    private Path model;
    private double[] values;

    @BeforeEach
    void write() throws IOException {
        model = Files.write(folder.resolve("m.onnx"), OnnxBytes.Small.right().bytes());
        values = new Random(1).ints(2 * ROWS, -100, 100).mapToDouble(x -> x).toArray();
        Npy.write(folder.resolve("x.npy"), new NpyArray.Reals(Shape.of(ROWS, 2), NpyType.FLOAT64, values));
    }

    private double[] run(String input, String engine) throws IOException {
        Path output = folder.resolve("y.npy");
        Goshawk.Said said = Goshawk.run(
                "run", model, "--input", folder.resolve(input) + "", "--engine", engine, "--output", output);
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        return ((NpyArray.Reals) Npy.read(output)).values();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulator", "simulator:native", "simulator:portable"})
    void everyEngineGivesWhatTheReferenceGives(String engine) throws IOException {
        assertThat(run("x.npy", engine)).containsExactly(run("x.npy", "reference"));
    }

    @Test
    void archivesTablesAndDataSetsGiveTheSame() throws IOException {
        double[] expected = run("x.npy", "reference");
        Npz.write(folder.resolve("x.npz"), Map.of("x", new NpyArray.Reals(Shape.of(ROWS, 2), NpyType.FLOAT64, values)));
        StringBuilder table = new StringBuilder("first,second\n");
        double[][] nested = new double[ROWS][];
        for (int row = 0; row < ROWS; row++) {
            table.append(values[2 * row])
                    .append(", ")
                    .append(values[2 * row + 1])
                    .append('\n');
            nested[row] = Arrays.copyOfRange(values, 2 * row, 2 * row + 2);
        }
        Files.writeString(folder.resolve("x.csv"), table);
        try (var file = HdfFile.write(folder.resolve("x.h5"))) {
            file.putDataset("features", nested);
        }
        for (String input : new String[] {"x.npz", "x.csv", "x.h5:/features"}) {
            assertThat(run(input, "simulator")).as(input).containsExactly(expected);
        }
    }

    @Test
    void badDataIsOneDiagnosticWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("word.csv"), "1,2\n3,four\n");
        Files.writeString(folder.resolve("short.csv"), "1,2\n3\n");
        values[2 * 2000 + 1] = Double.NaN;
        Npy.write(folder.resolve("nan.npy"), new NpyArray.Reals(Shape.of(ROWS, 2), NpyType.FLOAT64, values));
        byte[] whole = Files.readAllBytes(folder.resolve("x.npy"));
        Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, whole.length - 9));
        Npy.write(
                folder.resolve("far.npy"),
                new NpyArray.Integers(Shape.of(2, 2), NpyType.INT16, new long[] {1, 2, 300, 4}));
        refused("word.csv", "row 1, column 1 holds \"four\"");
        refused("short.csv", "row 1 has 1 column, and the input takes 2");
        refused("nan.npy", "row 2000, column 1 holds NaN");
        refused("cut.npy", "truncated: shape 2500x2");
        refused("far.npy", "row 1, column 0 holds 300");
        refused("x.h5:/features", "there is no such file");
    }

    private void refused(String input, String text) {
        Goshawk.Said said = Goshawk.run("run", model, "--input", folder.resolve(input) + "", "--engine", "simulator");
        assertThat(said.exit()).as(input).isEqualTo(1);
        assertThat(said.err()).containsOnlyOnce("error GHK-").contains(text);
    }

    @Test
    void saturationIsCounted() throws IOException {
        Npy.write(
                folder.resolve("far.npy"),
                new NpyArray.Integers(Shape.of(2, 2), NpyType.INT16, new long[] {1, -129, 300, 4}));
        Goshawk.Said said = Goshawk.run(
                "run", model, "--input", folder.resolve("far.npy"), "--engine", "simulator:portable", "--saturate");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("2 values outside the input's type");
    }

    @Test
    void countersAndTracesLookInside() throws IOException {
        Path traces = folder.resolve("t.npz");
        Goshawk.Said said = Goshawk.run(
                "run",
                model,
                "--input",
                folder.resolve("x.npy"),
                "--engine",
                "simulator",
                "--counters",
                "--trace",
                "none");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("the hardware has no node \"none\"");
        String known = said.err()
                .lines()
                .filter(line -> line.contains("it has "))
                .findFirst()
                .orElseThrow();
        String node = known.substring(known.indexOf("it has ") + 7).split(", ", 2)[0];
        said = Goshawk.run(
                "run",
                model,
                "--input",
                folder.resolve("x.npy"),
                "--engine",
                "simulator",
                "--counters",
                "--trace",
                node,
                "--trace-output",
                traces);
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("0 saturated");
        assertThat(Npz.read(traces).values()).allMatch(array -> array.shape().extent(0) == ROWS);
    }
}
