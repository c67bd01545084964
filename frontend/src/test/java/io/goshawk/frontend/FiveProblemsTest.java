package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One run says everything that is wrong, through each door.
class FiveProblemsTest {
    private static final String TEXT = """
            <ir_version: 8, opset_import: ["" : 13]>
            model (float[1, 4] x) => (float[1, 4] y)
            <float[4, 4] w = ["location": "../weights.bin"], float[3, 4] v = {1, 2}>
            {
                [first] a = Frobnicate(x)
                [second] b = Relu(absent)
                [third] c = Transpose<perm = [0, 0]>(x)
                y = Relu(x)
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void fiveProblemsAreFiveDiagnostics() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnxtxt"), TEXT);
        assertProblems(file, "model.onnxtxt");
    }

    @Test
    void soTheyAreInABinaryFile() throws IOException {
        byte[] bytes = io.goshawk.frontend.onnxtxt.OnnxText.parse(
                        "model", com.google.protobuf.ByteString.copyFromUtf8(TEXT), new Diagnostics())
                .orElseThrow()
                .toByteArray();
        assertProblems(Files.write(folder.resolve("model.onnx"), bytes), "model.onnx");
    }

    private static void assertProblems(Path file, String name) {
        assertThatThrownBy(() -> ModelDoors.network(file, ImportOptions.NONE, new Diagnostics()))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.diagnostics())
                            .extracting(Diagnostic::code)
                            .containsExactlyInAnyOrder(
                                    Code.BAD_EXTERNAL_DATA,
                                    Code.BAD_TENSOR_DATA,
                                    Code.UNSUPPORTED_OPERATOR,
                                    Code.MISSING_VALUE,
                                    Code.BAD_ATTRIBUTE);
                    assertThat(refusal.diagnostics()).allSatisfy(problem -> {
                        assertThat(problem.at().describe()).contains(name);
                        assertThat(problem.hint()).as(problem.message()).isPresent();
                    });
                });
    }
}
