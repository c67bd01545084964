package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    @TempDir
    private Path folder;

    private Path design;

    @BeforeEach
    void compile() {
        Tools.require("g++");
        design = folder.resolve("design");
        assertThat(Goshawk.run("compile", Goshawk.EXAMPLE, "--target", "cpp", "-o", design)
                        .exit())
                .isZero();
    }

    @Test
    void theEmittedCodeEqualsTheInterpreter() throws IOException {
        Path sample = Goshawk.EXAMPLE.resolveSibling("test-sample.npz");
        Goshawk.Said said = Goshawk.run("verify", design, "--vectors", 300, "--input", sample + ":features");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("g++: 5300 vectors, 26500 outputs, 0 differences");
        JsonNode document = new ObjectMapper()
                .readTree(Goshawk.run("verify", design, "--vectors", 300, "--json")
                        .out());
        assertThat(document.path("equal").asBoolean()).isTrue();
        assertThat(document.path("tools").get(0).path("outputs").asInt()).isEqualTo(1500);
    }

    @Test
    void oneChangedShiftIsFoundAndItsNodeNamed() throws IOException {
        Path source = design.resolve("src/jet_tagger.cpp");
        String text = Files.readString(source);
        assertThat(text).contains("shift_half_even(sum, 5)");
        Files.writeString(source, text.replaceFirst("shift_half_even\\(sum, 5\\)", "shift_half_even(sum, 4)"));
        Goshawk.Said said = Goshawk.run("verify", design, "--vectors", 100);
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(Exit.DIFFERENT);
        assertThat(said.err()).contains("src/jet_tagger.cpp is not as goshawk compile wrote it");
        assertThat(said.out())
                .contains("first differing node: jet-tagger.onnx:/")
                .contains("vector ")
                .contains("output logits[");
    }

    @Test
    void codeThatDoesNotCompileAnyMoreIsADifference() throws IOException {
        Path source = design.resolve("src/jet_tagger.cpp");
        Files.writeString(source, Files.readString(source) + "this is no C++\n");
        Goshawk.Said said = Goshawk.run("verify", design);
        assertThat(said.exit()).isEqualTo(Exit.DIFFERENT);
        assertThat(said.out()).contains("does not run");
    }

    @Test
    void aToolThatDoesNotFitTheTargetIsWrongUsage() {
        Goshawk.Said said = Goshawk.run("verify", design, "--with", "verilator");
        assertThat(said.exit()).isEqualTo(Exit.USAGE);
        assertThat(said.err()).contains("there is g++");
    }
}
