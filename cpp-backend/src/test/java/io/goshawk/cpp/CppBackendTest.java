package io.goshawk.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.Backend;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.testkit.Goldens;
import io.goshawk.testkit.Gxx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CppBackendTest {
    private static final String[] STRICT = {"-std=c++17", "-Wall", "-Wextra", "-Wconversion", "-Isrc", "-Itb"};

    private final CppBackend backend = new CppBackend();

    private Artifacts tiny() {
        Graph<IntegerOp> graph = TinyGraph.build(6);
        return backend.emit(graph, TinyGraph.golden(graph, 8), new CppOptions("tiny"));
    }

    @Test
    void theFilesOfATinyDesign() {
        Goldens.match("tiny", tiny().files(), Path.of("src/test/resources/tiny"));
    }

    @Test
    void theSameGraphGivesTheSameBytes() {
        assertThat(tiny()).isEqualTo(tiny());
    }

    @Test
    void noLineIsLongerThan120Columns() {
        tiny().files().forEach((name, text) -> assertThat(text.lines()).as(name).allMatch(line -> line.length() < 120));
    }

    @Test
    void theTestBenchPasses(@TempDir Path folder) {
        assertThat(runTestBench(folder, tiny().files()))
                .isEqualTo(new Gxx.Result(0, "PASS: 8 vectors, 4 outputs each, 0 differences\n"));
    }

    /// The ports are called as variables of such programs often are.
    @Test
    void theVectorRunnerCompiles(@TempDir Path folder) {
        Gxx.write(folder, tiny().files());
        assertThat(Gxx.compile(folder, "-std=c++17", "-Wall", "-Wextra", "-Isrc", "-Itb", "-c", "tb/vectors_main.cpp"))
                .exists();
    }

    @Test
    void oneBrokenShiftFailsTheTestBench(@TempDir Path folder) {
        Map<String, String> files = new HashMap<>(tiny().files());
        String constants = files.get("src/tiny_constants.h");
        String broken = constants.replace("_shift[2] = {6, 5}", "_shift[2] = {5, 5}");
        assertThat(broken).isNotEqualTo(constants);
        files.put("src/tiny_constants.h", broken);
        Gxx.Result result = runTestBench(folder, files);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("out[0]").contains("FAIL: 8 vectors");
    }

    private static Gxx.Result runTestBench(Path folder, Map<String, String> files) {
        Gxx.write(folder, files);
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.Arrays.stream(STRICT), java.util.stream.Stream.of("src/tiny.cpp", "tb/test.cpp"))
                .toArray(String[]::new);
        return Gxx.run(folder, Gxx.compile(folder, arguments).toString());
    }

    @Test
    void aWidthBeyond128BitsIsRefused() {
        Diagnostics diagnostics = new Diagnostics();
        backend.check(TinyGraph.build(126), new CppOptions("tiny"), diagnostics);
        assertThat(diagnostics.all().getFirst().render()).startsWith("""
                error GHK-5003: a port of type u126, and test vectors are of type i64
                  at tiny.onnx, value "in"
                """);
        assertThat(diagnostics.all().get(1).render()).startsWith("""
                error GHK-5003: an element needs i130, and the widest integer of C++ compilers is i128
                  at tiny.onnx, node "fc/MatMul" (MatMul)
                  hint: --target hls has integers up to 1024 bits inside a design""");
    }

    @Test
    void aTinyDesignIsNotRefused() {
        Diagnostics diagnostics = new Diagnostics();
        backend.check(TinyGraph.build(6), new CppOptions("tiny"), diagnostics);
        assertThat(diagnostics.all()).isEmpty();
    }

    @Test
    void aDesignNamedLikeAWordOfTheLanguageIsRenamed() {
        TargetSettings settings = new TargetSettings(
                "int", 5, Optional.empty(), TargetSettings.ResetStyle.NONE, TargetSettings.PortStyle.PACKED);
        assertThat(backend.options(settings, new Diagnostics()).top()).isEqualTo("int_2");
    }

    @Test
    void noGoldenVectorsStillCompile(@TempDir Path folder) {
        Artifacts design =
                backend.emit(TinyGraph.build(6), new GoldenVectors(List.of(), List.of()), new CppOptions("tiny"));
        assertThat(runTestBench(folder, design.files()).output()).startsWith("PASS: 0 vectors");
    }

    @Test
    void theCommandLineFindsIt() {
        assertThat(CppBackend.class.getModule().getDescriptor().provides())
                .anyMatch(provided -> provided.service().equals(Backend.class.getName())
                        && provided.providers().contains(CppBackend.class.getName()));
    }
}
