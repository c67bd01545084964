package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileTest {
    @TempDir
    private Path folder;

    private Goshawk.Said compile(Path design, Object... more) {
        Stream<Object> arguments = Stream.of("compile", Goshawk.EXAMPLE, "--target", "cpp", "-o", design);
        return Goshawk.run(Stream.concat(arguments, Stream.of(more)).toArray());
    }

    @Test
    void theExampleBecomesADesign() throws IOException {
        Path design = folder.resolve("new/folders/design");
        Goshawk.Said said = compile(design);
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertThat(said.out())
                .contains("dense 16x64")
                .contains("The host does before:")
                .contains("Next: goshawk verify " + design);
        JsonNode document =
                new ObjectMapper().readTree(design.resolve("design.json").toFile());
        assertThat(document.path("target").asText()).isEqualTo("cpp");
        assertThat(document.path("model").path("sha256").asText()).hasSize(64);
        assertThat(document.path("inputs").get(0).path("elements").asInt()).isEqualTo(16);
        assertThat(document.path("network")).hasSize(4);
        assertThat(document.path("hostBefore")).isNotEmpty();
        assertThat(DesignFiles.changed(design)).isEmpty();
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        compile(folder.resolve("a"));
        compile(folder.resolve("b"));
        assertThat(contents(folder.resolve("a"))).isEqualTo(contents(folder.resolve("b")));
    }

    private static Map<String, String> contents(Path design) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(design)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(design.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void anOlderDesignIsReplacedAsAWhole() throws IOException {
        Path design = folder.resolve("design");
        compile(design);
        Files.writeString(design.resolve("src/of-yesterday.cpp"), "");
        assertThat(compile(design).exit()).isZero();
        assertThat(design.resolve("src/of-yesterday.cpp")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(design);
        }
    }

    @Test
    void aDesignStaysWhereItsSuccessorIsRefused() throws IOException {
        Path design = folder.resolve("design");
        compile(design);
        Map<String, String> before = contents(design);
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
        assertThat(Goshawk.run("compile", broken, "--target", "cpp", "-o", design)
                        .exit())
                .isEqualTo(Exit.REFUSED);
        assertThat(contents(design)).isEqualTo(before);
    }

    @Test
    void forceReplacesSomethingElse() throws IOException {
        Path design = Files.createDirectory(folder.resolve("design"));
        Files.writeString(design.resolve("notes.txt"), "");
        assertThat(compile(design, "--force").exit()).isZero();
        assertThat(design.resolve("notes.txt")).doesNotExist();
        assertThat(design.resolve("design.json")).exists();
    }

    @Test
    void theGraphsAreAModelAgain() throws IOException {
        compile(folder.resolve("a"));
        Path again = folder.resolve("b");
        Goshawk.Said said = Goshawk.run(
                "compile", folder.resolve("a/model.ghk"), "--target", "cpp", "--name", "jet_tagger", "-o", again);
        assertThat(said.exit()).isZero();
        assertThat(contents(again).get("model.ghk"))
                .isEqualTo(contents(folder.resolve("a")).get("model.ghk"));
        assertThat(contents(again).get("src/jet_tagger.cpp"))
                .isEqualTo(contents(folder.resolve("a")).get("src/jet_tagger.cpp"));
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        Goshawk.Said said = compile(folder.resolve("design"), "--json");
        JsonNode document = new ObjectMapper().readTree(said.out());
        assertThat(document.path("directory").asText()).endsWith("design");
        assertThat(document.path("seconds").asDouble()).isPositive();
        assertThat(document.path("files").size()).isPositive();
        Goshawk.Said refused = Goshawk.run(
                "compile", folder.resolve("none.onnx"), "--target", "cpp", "-o", folder.resolve("d"), "--json");
        JsonNode failure = new ObjectMapper().readTree(refused.out());
        assertThat(failure.path("exit").asInt()).isEqualTo(Exit.REFUSED);
        assertThat(failure.path("diagnostics").get(0).path("code").asText()).isEqualTo("GHK-1012");
    }

    @Test
    void passesCanBeTimedDumpedVerifiedAndLeftOut() throws IOException {
        Path dumps = folder.resolve("dumps");
        Goshawk.Said said = compile(
                folder.resolve("design"),
                "--time-passes",
                "--verify-each",
                "--bisect-limit=0",
                "--dump-after=quant-to-integer",
                "--dump-dir",
                dumps);
        assertThat(said.exit()).isZero();
        assertThat(said.err()).contains("onnx-to-quant").contains("quant-to-integer");
        try (Stream<Path> files = Files.list(dumps)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).hasSize(1).allMatch(name -> name.matches("\\d\\d-quant-to-integer\\.ghk"));
        }
    }

    @Test
    void everyCommandHelps() {
        for (String command : List.of("compile", "run", "verify")) {
            Goshawk.Said said = Goshawk.run(command, "--help");
            assertThat(said.exit()).isZero();
            assertThat(said.out()).contains("Example").contains("  goshawk " + command + " ");
        }
        assertThat(Goshawk.run("--version").out()).isEqualTo("goshawk " + Version.TEXT + System.lineSeparator());
    }

    @Test
    void aBugLeavesAReproducerAndNoTrace() throws IOException {
        var broken = new Broken(
                "a pass failed",
                new io.goshawk.ir.Graph<>("g", List.of(), List.of(), List.of()),
                new IllegalStateException("boom"));
        var err = new java.io.StringWriter();
        var none = new java.io.PrintWriter(new java.io.StringWriter());
        int exit = new Failures(none, new java.io.PrintWriter(err, true), List.of("compile", "a b.onnx"))
                .exitCodeOf(broken);
        assertThat(exit).isEqualTo(Exit.BUG);
        assertThat(err.toString()).startsWith("error GHK-9001: ").doesNotContain("at io.goshawk");
        Path reproducer = Path.of(err.toString().replaceFirst("(?s).* is in (\\S+)\n.*", "$1"));
        assertThat(reproducer.resolve("command.txt")).hasContent("goshawk compile 'a b.onnx'");
        assertThat(reproducer.resolve("input.ghk")).content().contains("graph @g");
        assertThat(reproducer.resolve("trace.txt")).content().contains("boom");
        DesignFolder.delete(reproducer);
    }

    @Test
    void aMissingToolIsFour() {
        var err = new java.io.StringWriter();
        var none = new java.io.PrintWriter(new java.io.StringWriter());
        int exit = new Failures(none, new java.io.PrintWriter(err, true), List.of("verify", "d"))
                .exitCodeOf(new io.goshawk.harness.ToolMissing("verilator", "apt install verilator"));
        assertThat(exit).isEqualTo(Exit.TOOL_MISSING);
        assertThat(err.toString()).contains("apt install verilator");
    }
}
