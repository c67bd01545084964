package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is given: one clear message, the right exit code, no stack trace, nothing left on disk.
class BadInputTest {
    @TempDir
    private Path folder;

    private static OnnxBytes.Small small() {
        return OnnxBytes.Small.right();
    }

    private static byte[] example() throws IOException {
        return Files.readAllBytes(Goshawk.EXAMPLE);
    }

    private static byte[] twice() {
        return small().model().node("", "Relu", "again", List.of("x"), "xq").bytes();
    }

    static Stream<Arguments> models() throws IOException {
        return Stream.of(
                Arguments.of("an empty file", new byte[0], "GHK-1001"),
                Arguments.of("a truncated model", Arrays.copyOf(example(), example().length / 2), "GHK-1001"),
                Arguments.of("not ONNX", "#!/bin/sh\necho no model\n".getBytes(StandardCharsets.UTF_8), "GHK-1001"),
                Arguments.of(
                        "an unknown operator", small().operator("Frobnicate").bytes(), "GHK-1003"),
                Arguments.of("a cycle", small().reads("y").bytes(), "GHK-1005"),
                Arguments.of("duplicate names", twice(), "GHK-1006"),
                Arguments.of("a missing initialiser", small().weights("v").bytes(), "GHK-1007"),
                Arguments.of(
                        "a scale that is no number", small().scale(Float.NaN).bytes(), "GHK-2001"),
                Arguments.of("a scale of zero", small().scale(0).bytes(), "GHK-2001"),
                Arguments.of("no bits", small().bits(0).bytes(), "GHK-2002"),
                Arguments.of("65 bits", small().bits(65).bytes(), "GHK-2002"),
                Arguments.of("a negative extent", small().rows(-3).bytes(), "GHK-1008"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void aBadModelIsRefused(String what, byte[] bytes, String code) throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), bytes);
        Goshawk.Said said = Goshawk.run("compile", model, "--target", "cpp", "-o", folder.resolve("design"));
        assertThat(said.exit()).as(what).isEqualTo(Exit.REFUSED);
        assertRefused(said, code);
        assertOnly(List.of("model.onnx"));
    }

    @Test
    void theSmallModelItselfIsFine() throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), small().bytes());
        Goshawk.Said said = Goshawk.run("compile", model, "--target", "cpp", "-o", folder.resolve("design"));
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        assertOnly(List.of("design", "model.onnx"));
    }

    @Test
    void allUnknownOperatorsAreListedAtOnce() throws IOException {
        byte[] bytes = new OnnxBytes()
                .input("x", 1, 2)
                .output("y", 1, 2)
                .node("", "Frobnicate", "first", List.of("x"), "a")
                .node("", "Defenestrate", "second", List.of("a"), "y")
                .bytes();
        Path model = Files.write(folder.resolve("model.onnx"), bytes);
        Goshawk.Said said = Goshawk.run("compile", model, "--target", "cpp", "-o", folder.resolve("design"));
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertThat(said.err()).contains("Frobnicate").contains("Defenestrate");
    }

    @Test
    void aMisspeltOptionIsNamedEvenWhereItLeavesARequiredOneMissing() throws IOException {
        Goshawk.Said said = Goshawk.run("compile", Goshawk.EXAMPLE, "--taget=cpp", "-o", folder.resolve("design"));
        assertThat(said.exit()).isEqualTo(Exit.USAGE);
        assertThat(said.err()).contains("--taget").contains("did you mean --target");
        assertOnly(List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=0", "x=1x-16", "x=many", "nobody=1"})
    void aBadShapeIsRefused(String shape) throws IOException {
        Path design = folder.resolve("design");
        Goshawk.Said said = Goshawk.run("compile", Goshawk.EXAMPLE, "--target", "cpp", "--shape", shape, "-o", design);
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-8005");
        assertOnly(List.of());
    }

    @Test
    void aMissingModelIsRefused() throws IOException {
        Goshawk.Said said =
                Goshawk.run("compile", folder.resolve("none.onnx"), "--target", "cpp", "-o", folder.resolve("design"));
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-1012");
        assertOnly(List.of());
    }

    @Test
    void anOutputThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "keep me");
        Goshawk.Said said = Goshawk.run("compile", Goshawk.EXAMPLE, "--target", "cpp", "-o", file);
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-8002");
        assertThat(file).hasContent("keep me");
        assertOnly(List.of("file"));
    }

    @Test
    void anOutputBelowAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "keep me");
        Goshawk.Said said = Goshawk.run("compile", Goshawk.EXAMPLE, "--target", "cpp", "-o", file.resolve("a/b"));
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-8002");
        assertOnly(List.of("file"));
    }

    @Test
    void anOutputWhereNobodyMayWriteIsRefused() {
        // Even root makes no folders in /proc.
        Goshawk.Said said = Goshawk.run("compile", Goshawk.EXAMPLE, "--target", "cpp", "-o", "/proc/goshawk/design");
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-8002");
    }

    @Test
    void aFolderOfSomethingElseIsNotReplaced() throws IOException {
        Path design = Files.createDirectory(folder.resolve("design"));
        Files.writeString(design.resolve("thesis.tex"), "keep me");
        Goshawk.Said said = Goshawk.run("compile", Goshawk.EXAMPLE, "--target", "cpp", "-o", design);
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-8002");
        assertThat(design.resolve("thesis.tex")).hasContent("keep me");
        assertOnly(List.of("design"));
    }

    static Stream<Arguments> commandLines() {
        return Stream.of(
                Arguments.of(List.of("compile", "m.onnx", "--targte", "cpp", "-o", "d"), "--target"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "verilgo", "-o", "d"), "did you mean verilog?"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "cuda", "-o", "d"), "not in this build yet"),
                Arguments.of(List.of("compile", "m.onnx", "--target=gemmini", "-o", "d"), "not in this build yet"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "cpp", "--board", "b", "-o", "d"), "--board"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "cpp"), "-o"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "cpp", "-o", "d", "--vectors", "0"), "--vectors"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "cpp", "-o", "d", "--clock", "-1"), "--clock"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "cpp", "-o", "d", "--clock", "fast"), "--clock"),
                Arguments.of(List.of("compile", "m.onnx", "--target", "cpp", "-o", "d", "--reset", "maybe"), "--reset"),
                Arguments.of(List.of("reduce", "m.onnx"), "not in this build yet"),
                Arguments.of(List.of("boards"), "GHK-8001"),
                Arguments.of(List.of("compiel", "m.onnx"), "compile"),
                Arguments.of(List.of(), "Usage"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commandLines")
    void wrongUsageIsTwo(List<String> arguments, String says) {
        Goshawk.Said said = Goshawk.run(arguments.toArray());
        assertThat(said.exit()).isEqualTo(Exit.USAGE);
        assertThat(said.err()).contains(says);
        assertNoTrace(said);
    }

    @Test
    void aModelWithoutInputTypeNamesTheOptionThatThenWorks() throws IOException {
        byte[] bytes = new OnnxBytes()
                .input("x", 1, 2)
                .output("y", 1, 2)
                .initialiser("w", List.of(2, 2), 1, -0.5f, 0.25f, 0.75f)
                .initialiser("quarter", List.of(), 0.25f)
                .initialiser("zero", List.of(), 0)
                .initialiser("four", List.of(), 4)
                .node("qonnx.custom_op.general", "Quant", "wq", List.of("w", "quarter", "zero", "four"), "q")
                .node("", "MatMul", "product", List.of("x", "q"), "y")
                .bytes();
        Path model = Files.write(folder.resolve("model.onnx"), bytes);
        Path design = folder.resolve("design");
        Goshawk.Said said = Goshawk.run("compile", model, "--target", "cpp", "-o", design);
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-2004");
        String hint = said.err()
                .lines()
                .filter(line -> line.contains("--input-type "))
                .findFirst()
                .orElseThrow();
        String type = hint.replaceFirst(".*--input-type (\\S+).*", "$1");
        assertThat(type).startsWith("x=");
        assertThat(Goshawk.run("compile", model, "--input-type", type, "--target", "cpp", "-o", design)
                        .exit())
                .isZero();
    }

    @Test
    void aTypeThatIsNoneIsRefused() {
        Goshawk.Said said = Goshawk.run(
                "compile",
                Goshawk.EXAMPLE,
                "--target",
                "cpp",
                "-o",
                folder.resolve("d"),
                "--input-type",
                "features=int99");
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertRefused(said, "GHK-2005");
    }

    @Test
    void aFolderThatIsNoDesignIsRefused() {
        for (String command : List.of("verify", "run")) {
            Goshawk.Said said = command.equals("run")
                    ? Goshawk.run(command, folder, "--input", "x.npy")
                    : Goshawk.run(command, folder);
            assertThat(said.exit()).isEqualTo(Exit.REFUSED);
            assertRefused(said, "GHK-8004");
        }
    }

    private static void assertRefused(Goshawk.Said said, String code) {
        assertNoTrace(said);
        assertThat(said.err().lines().filter(line -> line.startsWith("error ")))
                .as(said.err())
                .hasSize(1)
                .allMatch(line -> line.startsWith("error " + code + ": "));
    }

    private static void assertNoTrace(Goshawk.Said said) {
        assertThat(said.err())
                .doesNotContain("Exception")
                .doesNotContain("at io.goshawk")
                .doesNotContain("at java.");
    }

    private void assertOnly(List<String> names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
