package io.goshawk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real models, compiled and then run in the real tools: every output of every vector equals the interpreter's.

class DesignVerificationTest {
    private static final String JET = "models/jet/qkeras_jettagging.onnx";
    private static final String JET_TYPE = "--input-type=global_in=fixed:16,6";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "example, verilog, 20000",
        "example, hls, 20000",
        "example, cpp, 20000",
        "models/jet/qkeras_jettagging.onnx, verilog, 100000",
        "models/jet/qkeras_jettagging.onnx, hls, 100000",
        "models/jet/qkeras_jettagging.onnx, cpp, 100000",
        "models/tfc/TFC_1W1A.onnx, verilog, 1000",
        "models/tfc/TFC_1W1A.onnx, hls, 1000",
        "models/tfc/TFC_1W1A.onnx, cpp, 1000",
        "models/tfc/TFC_1W2A.onnx, verilog, 1000",
        "models/tfc/TFC_1W2A.onnx, hls, 1000",
        "models/tfc/TFC_1W2A.onnx, cpp, 1000",
        "models/tfc/TFC_2W2A.onnx, verilog, 1000",
        "models/tfc/TFC_2W2A.onnx, hls, 1000",
        "models/tfc/TFC_2W2A.onnx, cpp, 1000",
        "models/kws/kwsmlp_w3a3.onnx, cpp, 1000",
        "models/hawq/cnn_4dtem_clean.onnx, cpp, 200",
        "models/hawq/cnn_4dtem_clean.onnx, hls, 20",
        "models/tflite/kws_ref_model.tflite, cpp, 20",
        "odd-zero-points, cpp, 300",
        "odd-zero-points, hls, 30",
        "branches, cpp, 300",
        "branches, hls, 30",
        "integers, cpp, 300",
        "residual, cpp, 300",
    })
    void everyOutputEqualsTheInterpreter(String model, String target, int vectors) {
        requireTools(target);
        Path design = compiled(model, target);
        CommandLine verified = CommandLine.run("verify", design.toString(), "--vectors", String.valueOf(vectors));
        assertThat(verified.exit()).as(verified.all()).isZero();
        assertThat(verified.out()).contains(" 0 differences");
    }

    private static void requireTools(String target) {
        if (target.equals("verilog")) {
            Tools.require("verilator");
        }
        Tools.require("g++");
        Tools.require("make");
    }

    private Path compiled(String model, String target) {
        Path file = model.equals("example")
                ? Tools.root().resolve("examples/jet-tagging/jet-tagger.onnx")
                : model.contains("/") ? Tools.data(model) : Models.ofOurs(model);
        Path design = folder.resolve("design");
        List<String> arguments =
                new ArrayList<>(List.of("compile", file.toString(), "--target", target, "-o", design.toString()));
        if (model.equals(JET)) {
            arguments.add(JET_TYPE);
        }
        CommandLine compiled = CommandLine.run(arguments);
        assertThat(compiled.exit()).as(compiled.all()).isZero();
        return design;
    }

    @Test
    void withoutATypeTheJetModelIsRefusedWithAnOptionThatWorks() {
        Path design = folder.resolve("design");
        CommandLine refused =
                CommandLine.run("compile", Tools.data(JET).toString(), "--target", "cpp", "-o", design.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).containsOnlyOnce("error GHK-").contains("\"global_in\"");
        assertThat(design).doesNotExist();
        String type = refused.err().replaceAll("(?s).*hint: [^\\n]*--input-type (\\S+).*", "$1");
        CommandLine accepted = CommandLine.run(List.of(
                "compile",
                Tools.data(JET).toString(),
                "--target",
                "cpp",
                "-o",
                design.toString(),
                "--input-type",
                type));
        assertThat(accepted.exit()).as(accepted.all()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"verilog", "hls", "cpp"})
    void aBrokenShiftIsFoundAndNamed(String target) throws IOException {
        requireTools(target);
        Path design = compiled("example", target);
        breakOneShift(design);
        CommandLine verified = CommandLine.run("verify", design.toString(), "--vectors", "1000");
        assertThat(verified.exit()).as(verified.all()).isEqualTo(3);
        assertThat(verified.out() + verified.err())
                .as("the first differing node, vector and output")
                .contains("jet-tagger.onnx")
                .containsIgnoringCase("vector")
                .contains("logits");
    }

    /// Shifts by one place more, in the first emitted file that shifts right by a constant with half-even rounding:
    /// in C++ a call, in Verilog the bits taken of the sum and the tie bit below them.
    private static void breakOneShift(Path design) throws IOException {
        try (Stream<Path> files = Files.walk(design)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().matches(".*/(src|rtl)/.*\\.(v|cpp)")) {
                    String text = Files.readString(file);
                    String broken = text.replaceFirst("(shift_half_even(?:<[^>]*>)?\\(\\w+), (\\w+)\\)", "$1, 1 + $2)")
                            .replaceFirst("\\{(\\w+_sum)\\[(\\d+):(\\d+)\\], ", "{$1[$2:1+$3], ");
                    if (!broken.equals(text)) {
                        Files.writeString(file, broken, StandardCharsets.UTF_8);
                        return;
                    }
                }
            }
        }
        throw new AssertionError("no shift in the design");
    }
}
