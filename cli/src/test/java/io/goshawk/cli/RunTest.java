package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.Shape;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    private Path folder;

    /// `y = Quant(x) * W` with x an i8, W of quarters: `[[4, -2], [1, 3]] / 4`.
    private Path model() throws IOException {
        return Files.write(folder.resolve("m.onnx"), OnnxBytes.Small.right().bytes());
    }

    /// The same without the input's quantiser.
    private Path untyped() throws IOException {
        byte[] bytes = OnnxBytes.Small.right().reads("x").bytes();
        return Files.write(folder.resolve("u.onnx"), bytes);
    }

    private Path reals(double... values) throws IOException {
        Path file = folder.resolve("x.npy");
        Npy.write(file, new NpyArray.Reals(Shape.of(values.length / 2, 2), NpyType.FLOAT64, values));
        return file;
    }

    private Path integers(long... values) throws IOException {
        Path file = folder.resolve("i.npy");
        Npy.write(file, new NpyArray.Integers(Shape.of(values.length / 2, 2), NpyType.INT64, values));
        return file;
    }

    private double[] outputs(Object... arguments) throws IOException {
        Goshawk.Said said = Goshawk.run(arguments);
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        return ((NpyArray.Reals) Npy.read(folder.resolve("y.npy"))).values();
    }

    @Test
    void floatsAreRealNumbers() throws IOException {
        double[] y =
                outputs("run", model(), "--input", reals(1, 2, -3, 0, 100.5, 1), "--output", folder.resolve("y.npy"));
        // 100.5 rounds to 100, the even one.
        assertThat(y).containsExactly(1 + 0.5, -0.5 + 1.5, -3, 1.5, 100.25, -50 + 0.75);
    }

    @Test
    void integersAreRawBitsOfThePort() throws IOException {
        double[] y = outputs("run", model(), "--input", integers(1, 2), "--output", folder.resolve("y.npy"));
        assertThat(y).containsExactly(1.5, 1.0);
    }

    @Test
    void aValueOutsideAStatedTypeIsRefusedWithItsPlace() throws IOException {
        Path data = reals(1, 2, 3, 4, 5, 8, -9, 1);
        Goshawk.Said said = Goshawk.run("run", untyped(), "--input-type", "x=fixed:6,4", "--input", data);
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertThat(said.err())
                .contains("GHK-8003: row 2, column 1 holds 8.0, and the input takes [-8.0, 7.75]")
                .contains("--saturate");
    }

    @Test
    void saturateAndWrapTakeItAllTheSame() throws IOException {
        Path y = folder.resolve("y.npy");
        Path data = reals(8, 0, -9, 0);
        Path model = untyped();
        String type = "--input-type=x=fixed:6,4";
        assertThat(outputs("run", model, type, "--input", data, "--output", y, "--saturate"))
                .containsExactly(7.75, -3.875, -8, 4);
        assertThat(outputs("run", model, type, "--input", data, "--output", y, "--wrap"))
                .containsExactly(-8, 4, 7, -3.5);
        assertThat(Goshawk.run("run", model, type, "--input", data, "--wrap", "--saturate")
                        .exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void offGridValuesAreRoundedDownInAStatedType() throws IOException {
        double[] y = outputs(
                "run",
                untyped(),
                "--input-type=x=fixed:6,4",
                "--input",
                reals(0.9, -0.1),
                "--output",
                folder.resolve("y.npy"));
        assertThat(y).containsExactly(0.75 - 0.25 * 0.25, -0.375 - 0.25 * 0.75);
    }

    @Test
    void integersOutsideThePortAreRefused() throws IOException {
        Goshawk.Said said = Goshawk.run("run", model(), "--input", integers(1, 2, 3, 128));
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertThat(said.err()).contains("row 1, column 1 holds 128").contains("[-128, 127]");
    }

    @Test
    void dataThatDoesNotFitIsRefused() throws IOException {
        Path model = model();
        Path wide = folder.resolve("wide.npy");
        Npy.write(wide, new NpyArray.Reals(Shape.of(4, 3), NpyType.FLOAT64, new double[12]));
        Path text = Files.writeString(folder.resolve("text.npy"), "1 2 3");
        Path nan = reals(1, Double.NaN);
        for (Path file : new Path[] {wide, text, folder.resolve("none.npy"), nan}) {
            Goshawk.Said said = Goshawk.run("run", model, "--input", file);
            assertThat(said.exit()).as(said.err()).isEqualTo(Exit.REFUSED);
            assertThat(said.err()).startsWith("error GHK-8003: ").doesNotContain("Exception");
        }
    }

    @Test
    void anArchiveGivesDataAndLabels() throws IOException {
        Path file = folder.resolve("test.npz");
        Npz.write(
                file,
                Map.of(
                        "features",
                                new NpyArray.Reals(Shape.of(3, 2), NpyType.FLOAT64, new double[] {1, 0, 0, 1, 1, 1}),
                        "labels", new NpyArray.Integers(Shape.of(3), NpyType.INT64, new long[] {0, 1, 1})));
        Goshawk.Said said = Goshawk.run("run", model(), "--input", file, "--labels", file);
        assertThat(said.exit()).isZero();
        // [1, 1] gives [1.25, 0.25], class 0, and is labelled 1.
        assertThat(said.out()).contains("accuracy 66.667 % (2 of 3)");
    }

    @Test
    void theGoldenDigitIsASeven() {
        Path model = Tools.data("models/tfc/TFC_1W1A.onnx");
        Goshawk.Said said = Goshawk.run("run", model, "--input", Tools.data("models/finn-golden/tfc_mnist_input.npy"));
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("classes  7: 1");
    }

    @Test
    void theGoldenWordIsNumberThree() {
        Path model = Tools.data("models/kws/kwsmlp_w3a3.onnx");
        Path data = Tools.data("models/finn-golden/MLP_W3A3_python_speech_features_pre-processing_QONNX_input.npy");
        Goshawk.Said said = Goshawk.run("run", model, "--input", data);
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("classes  3: 1");
    }

    @Test
    void theNetworkItselfRunsWithoutHardware() throws IOException {
        Path y = folder.resolve("y.npy");
        String engine = "--engine=network";
        // No quantiser in front, so nothing is rounded: 1.5 [1, -0.5] + 0.25 [0.25, 0.75].
        assertThat(outputs("run", untyped(), engine, "--input", reals(1.5, 0.25, 0, 4), "--output", y))
                .containsExactly(1.5625, -0.5625, 1, 3);
        assertThat(outputs("run", untyped(), engine, "--input", integers(2, 0), "--output", y))
                .containsExactly(2, -1);
        assertThat(outputs("run", model(), engine, "--input", reals(100.5, 1), "--output", y))
                .containsExactly(100.25, -50 + 0.75);
    }

    @Test
    void theNetworkItselfHasNoPorts() throws IOException {
        for (String option : new String[] {"--raw", "--wrap", "--saturate", "--input-type=x=int8"}) {
            Goshawk.Said said = Goshawk.run("run", untyped(), "--engine", "network", "--input", reals(1, 2), option);
            assertThat(said.exit()).as(option).isEqualTo(Exit.USAGE);
            assertThat(said.err()).contains("are for the hardware");
        }
        assertThat(Goshawk.run("run", untyped(), "--engine", "other", "--input", reals(1, 2))
                        .err())
                .contains("there are simulator, simulator:native");
    }
}
