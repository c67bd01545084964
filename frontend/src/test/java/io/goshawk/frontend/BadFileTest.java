package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are no models.
class BadFileTest {
    @TempDir
    private Path folder;

    private static Diagnostic refusal(byte[] bytes) {
        try {
            OnnxImporter.load(bytes, "test.onnx", ImportOptions.NONE, new Diagnostics());
        } catch (Refusal refusal) {
            assertThat(refusal.diagnostics()).hasSize(1);
            return refusal.diagnostics().getFirst();
        }
        return fail("it was not refused");
    }

    private static byte[] good() {
        return ModelBuilder.model().input("x", 1, 4).output("y").quant("y", "x").bytes();
    }

    @Test
    void anEmptyFile() {
        Diagnostic problem = refusal(new byte[0]);
        assertThat(problem.code()).isEqualTo(Code.NOT_A_MODEL);
        assertThat(problem.message()).isEqualTo("the file is empty");
    }

    @Test
    void aModelCutOffAnywhere() {
        byte[] whole = good();
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            // The opset follows the graph, so the last cuts leave a graph without one.
            assertThatThrownBy(() -> OnnxImporter.load(part, "test.onnx", ImportOptions.NONE, new Diagnostics()))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(Refusal.class);
        }
        assertThat(refusal(Arrays.copyOf(whole, whole.length / 2)).message()).contains("cut off or damaged");
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a0000000d49484452, a PNG image", "504b030414000000, a zip archive", "1f8b0800, a gzip file",
        "894844460d0a1a0a, an HDF5 file", "1c00000054464c33, a TensorFlow Lite model", "934e554d5059, a NumPy array"
    })
    void filesOfOtherKindsAreRecognised(String hex, String kind) {
        Diagnostic problem = refusal(HexFormat.of().parseHex(hex));
        assertThat(problem.code()).isEqualTo(Code.NOT_A_MODEL);
        assertThat(problem.message()).contains(kind);
    }

    @Test
    void textIsNoModel() {
        Diagnostic problem = refusal("{\"layers\": [1, 2]}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(problem.message()).contains("text file");
        Diagnostic pointer = refusal("version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(pointer.message()).contains("Git LFS pointer");
    }

    @Test
    void noiseIsRefusedWithoutAStackTrace() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 500; round++) {
            byte[] noise = new byte[1 + random.nextInt(200)];
            random.nextBytes(noise);
            assertThatThrownBy(() -> OnnxImporter.load(noise, "noise", ImportOptions.NONE, new Diagnostics()))
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void aDamagedByteIsNeverAStackTrace() {
        byte[] whole = good();
        for (int place = 0; place < whole.length; place++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[place] ^= (byte) (1 << bit);
                try {
                    OnnxImporter.load(damaged, "test.onnx", ImportOptions.NONE, new Diagnostics());
                } catch (Refusal refusal) {
                    assertThat(refusal.diagnostics()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void foldersAndAbsentFiles() throws IOException {
        for (Path path : new Path[] {folder, folder.resolve("absent.onnx")}) {
            assertThatThrownBy(() -> OnnxImporter.load(path, ImportOptions.NONE, new Diagnostics()))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(
                                            refusal.diagnostics().getFirst().code())
                                    .isEqualTo(Code.UNREADABLE_FILE));
        }
        Path model = folder.resolve("model.onnx");
        Files.write(model, good());
        assertThat(OnnxImporter.load(model, ImportOptions.NONE, new Diagnostics())
                        .name())
                .isEqualTo("model");
    }
}
