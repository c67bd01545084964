package io.goshawk.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example as its README shows it: the integers of the compiled model are as accurate as the table says.
class JetTaggingTest {
    private static final Path EXAMPLE = Path.of("jet-tagging");

    @TempDir
    Path folder;

    @Test
    void theModelIsAsAccurateAsItsReadmeSays() {
        assertThat(goshawk(
                        "run",
                        EXAMPLE.resolve("jet-tagger.onnx").toString(),
                        "--input",
                        EXAMPLE.resolve("test-sample.npz") + ":features",
                        "--labels",
                        EXAMPLE.resolve("test-sample.npz") + ":labels"))
                .contains("accuracy 67.800 % (3,390 of 5,000)");
    }

    @Test
    void theReadmesFirstCommandCompilesIt() {
        Path design = folder.resolve("jet-tagger");
        String model = EXAMPLE.resolve("jet-tagger.onnx").toString();
        String said = goshawk("compile", model, "--target", "verilog", "-o", design.toString());
        assertThat(said).contains("a vector every clock").contains("goshawk verify");
        assertThat(design.resolve("design.json")).exists();
        assertThat(design.resolve("model.ghk")).exists();
    }

    private static String goshawk(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        assertThat(exit).as(out.toString() + err).isZero();
        return out.toString();
    }
}
