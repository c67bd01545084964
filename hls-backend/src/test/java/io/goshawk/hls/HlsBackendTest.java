package io.goshawk.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.Backend;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.codegen.TargetSettings.PortStyle;
import io.goshawk.codegen.TargetSettings.ResetStyle;
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

class HlsBackendTest {
    private final HlsBackend backend = new HlsBackend();

    private static HlsOptions options(long parallelMacs) {
        return new HlsOptions("tiny", HlsOptions.DEFAULT_PART, 2.5, ResetStyle.SYNC, parallelMacs);
    }

    private Artifacts tiny(long parallelMacs) {
        Graph<IntegerOp> graph = TinyGraph.build(6);
        return backend.emit(graph, TinyGraph.golden(graph, 8), options(parallelMacs));
    }

    @Test
    void theFilesOfATinyDesignThatRunsInParallel() {
        Goldens.match("tiny", tiny(4096).files(), Path.of("src/test/resources/tiny"));
    }

    @Test
    void theSourceOfATinyDesignThatTakesAnInputACycle() {
        Goldens.matches(
                "tiny-sequential.cpp",
                tiny(3).files().get("src/tiny.cpp"),
                Path.of("src/test/resources/tiny-sequential.cpp"));
    }

    @Test
    void theSameGraphGivesTheSameBytes() {
        assertThat(tiny(4096)).isEqualTo(tiny(4096));
    }

    @Test
    void noLineOfCodeIsLongerThan120Columns() {
        tiny(4096)
                .files()
                .forEach((name, text) -> assertThat(text.lines())
                        .as(name)
                        .allMatch(line -> line.length() < 120 || name.endsWith(".dat")));
    }

    @Test
    void theTestBenchPasses(@TempDir Path folder) {
        assertThat(runTestBench(folder, tiny(4096).files()))
                .isEqualTo(new Gxx.Result(0, "PASS: 8 vectors, 4 outputs each, 0 differences\n"));
    }

    @Test
    void oneBrokenShiftFailsTheTestBench(@TempDir Path folder) {
        Map<String, String> files = new HashMap<>(tiny(4096).files());
        String constants = files.get("src/tiny_constants.h");
        String broken = constants.replace("_shift[2] = {6, 5}", "_shift[2] = {5, 5}");
        assertThat(broken).isNotEqualTo(constants);
        files.put("src/tiny_constants.h", broken);
        Gxx.Result result = runTestBench(folder, files);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.output()).contains("out[0]").contains("FAIL: 8 vectors");
    }

    /// As Vitis HLS compiles it, which knows C++14.
    private static Gxx.Result runTestBench(Path folder, Map<String, String> files) {
        Gxx.write(folder, files);
        Path program = Gxx.compile(
                folder,
                "-std=c++14",
                "-Wall",
                "-Wextra",
                "-Wno-unknown-pragmas",
                "-isystem",
                ApTypes.require().toString(),
                "-Isrc",
                "src/tiny.cpp",
                "tb/test.cpp");
        return Gxx.run(folder, program.toString(), "tb");
    }

    @Test
    void aPortThatNoTestVectorCanFillIsRefused() {
        Diagnostics diagnostics = new Diagnostics();
        backend.check(TinyGraph.build(66), options(4096), diagnostics);
        assertThat(diagnostics.all().getFirst().render()).startsWith("""
                error GHK-5003: a port of type u66; test vectors hold at most 64 bits
                  at tiny.onnx, value "in\"""");
    }

    @Test
    void widthsBeyond64BitsAreNoProblemInside() {
        Diagnostics diagnostics = new Diagnostics();
        backend.check(TinyGraph.build(64), options(4096), diagnostics);
        assertThat(diagnostics.all()).isEmpty();
    }

    @Test
    void onePortAnElementIsRefused() {
        Diagnostics diagnostics = new Diagnostics();
        TargetSettings settings = new TargetSettings("int", 5, Optional.empty(), ResetStyle.NONE, PortStyle.ELEMENTS);
        assertThat(backend.options(settings, diagnostics).top()).isEqualTo("int_2");
        assertThat(diagnostics.all().getFirst().render()).startsWith("error GHK-8005: the ports of an HLS design");
    }

    @Test
    void withoutGoldenVectorsTheirFilesAreEmpty() {
        Artifacts design = backend.emit(TinyGraph.build(6), new GoldenVectors(List.of(), List.of()), options(4096));
        assertThat(design.files().get("tb/golden_in.dat")).isEqualTo("\n");
    }

    @Test
    void theCommandLineFindsIt() {
        assertThat(HlsBackend.class.getModule().getDescriptor().provides())
                .anyMatch(provided -> provided.service().equals(Backend.class.getName())
                        && provided.providers().contains(HlsBackend.class.getName()));
    }
}
