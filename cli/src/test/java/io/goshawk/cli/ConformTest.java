package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.cli.Goshawk.Said;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Conformance cases of our own: one that passes, ones that are refused, ones that are wrong.
final class ConformTest {
    private static final float[] INPUT = {1, -2, 0.5f, 4};

    @TempDir
    private Path folder;

    @BeforeEach
    void makeCases() throws IOException {
        make("a/test_relu", "Relu", INPUT, 1, 0, 0.5f, 4);
        make("a/test_neg", "Neg", new float[] {1, 1000, 0, 2}, -1, -1000.9f, 0, -2);
        make("b/test_frobnicate", "Frobnicate", INPUT, 1, 0, 0, 0);
    }

    private void make(String name, String operator, float[] input, float... output) throws IOException {
        Path test = folder.resolve(name);
        Path data = Files.createDirectories(test.resolve("test_data_set_0"));
        byte[] model = new OnnxBytes()
                .input("x", 4)
                .output("y", 4)
                .node("", operator, "n", List.of("x"), "y")
                .bytes();
        Files.write(test.resolve("model.onnx"), model);
        Files.write(data.resolve("input_0.pb"), OnnxBytes.tensor(List.of(4), input));
        Files.write(data.resolve("output_0.pb"), OnnxBytes.tensor(List.of(output.length), output));
    }

    @Test
    void countsAndNamesWhatWasRefused() {
        Said said = Goshawk.run("conform", folder, "--verbose");
        assertThat(said.out())
                .contains("2 passed, 1 refused, 0 wrong of 3 cases")
                .contains("refused  b/test_frobnicate\n  the operator Frobnicate is not supported");
        assertThat(said.exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void aDifferenceIsWrong() throws IOException {
        make("c/test_relu_wrong", "Relu", INPUT, 1, 0, 0.5011f, 4);
        make("c/test_relu_shape", "Relu", INPUT, 1, 0, 0.5f);
        Said said = Goshawk.run("conform", folder);
        assertThat(said.out())
                .contains("2 passed, 1 refused, 2 wrong of 5 cases")
                .contains("output \"y\" holds 0.5 at place 2, expected 0.5011")
                .contains("output \"y\" has the shape [4], expected [3]");
        assertThat(said.exit()).isEqualTo(Exit.DIFFERENT);
    }

    @Test
    void jsonHasTheThreeCountsAndTheReasons() {
        assertThat(Goshawk.run("conform", folder, "--json").out())
                .contains("\"passed\" : 2", "\"refused\" : 1", "\"wrong\" : 0", "\"name\" : \"b/test_frobnicate\"")
                .contains("\"code\" : \"GHK-1003\"");
    }

    @Test
    void onlyTheCasesOfAnOperator() {
        assertThat(Goshawk.run("conform", folder, "--only", "relu,test_ne*").out())
                .contains("2 passed, 0 refused, 0 wrong of 2 cases");
        Said none = Goshawk.run("conform", folder, "--only", "Gelu");
        assertThat(none.err()).contains("GHK-8005").contains("no case is about, or named, Gelu");
        assertThat(none.exit()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void anArchiveIsAsGoodAsAFolder() throws IOException {
        Path archive = folder.resolveSibling(folder.getFileName() + ".zip");
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
                zip.write(Files.readAllBytes(each));
            }
        }
        assertThat(Goshawk.run("conform", archive).out()).contains("2 passed, 1 refused, 0 wrong of 3 cases");
        Files.delete(archive);
    }

    @Test
    void whatIsNoCaseIsRefusedOrWrong() throws IOException {
        Path test = Files.createDirectories(folder.resolve("d/test_bare"));
        Files.write(test.resolve("model.onnx"), new byte[] {1, 2, 3});
        make("d/test_relu_short", "Relu", INPUT, 1, 0, 0.5f, 4);
        Files.write(folder.resolve("d/test_relu_short/test_data_set_0/input_0.pb"), new byte[] {8, 4, 16, 1});
        assertThat(Goshawk.run("conform", folder, "--json").out())
                .contains("\"refused\" : 3")
                .contains("GHK-1001", "GHK-1011");
        assertThat(Goshawk.run("conform", folder.resolve("absent")).err()).contains("does not exist");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Said said = Goshawk.run("conform", empty);
        assertThat(said.err()).contains("there is no model.onnx in");
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void thePageListsOperators() {
        assertThat(Goshawk.run("conform", folder, "--markdown").out())
                .contains("| Relu | ai.onnx | yes | 13 | 1 | 0 |  |")
                .contains("| Frobnicate | ai.onnx | no | 13 | 0 | 1 | GHK-1003 the operator Frobnicate");
    }
}
