package io.goshawk.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.harness.ToyDesigns.Fault;
import io.goshawk.harness.ToyDesigns.Style;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerilatorTest {
    private static final Style PIPELINED = new Style(true, "none", 2);

    /// One cache for the class, so that the library is compiled once.
    @TempDir
    private static Path cache;

    @TempDir
    private Path folder;

    @BeforeAll
    static void theToolsAreHere() {
        Tools.require("verilator");
        Tools.require("g++");
    }

    private Verification verify(Style style, Fault fault) throws IOException {
        Design design = Design.read(ToyDesigns.verilog(folder, style, fault));
        Batch inputs = Vectors.mixed(design.inputs(), List.of(), 1000, 7);
        return Verification.run(design, engine(design), inputs, ToyDesigns.ORACLE);
    }

    private static Verilator engine(Design design) {
        return new Verilator(design, new BuildCache(cache), 1000);
    }

    @ParameterizedTest
    @CsvSource({"true, none, 2", "true, sync, 1", "false, async, 2", "false, none, 0"})
    void everyPortAndResetStyleRuns(boolean packed, String reset, int latency) throws IOException {
        Verification result = verify(new Style(packed, reset, latency), Fault.NONE);
        assertThat(result.summary()).isEqualTo("verilator: 1000 vectors, 3 outputs, 0 differences");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWrongShiftIsFoundInItsNode(boolean packed) throws IOException {
        Verification result = verify(new Style(packed, "none", 2), Fault.WRONG_SHIFT);
        assertThat(result.comparison().first().orElseThrow().output()).isEqualTo("y");
        assertThat(result.node().orElseThrow().node()).isEqualTo("%2");
        assertThat(result.summary())
                .contains("first: vector", "first differing node: node %2 (toy.onnx:/relu), element");
    }

    @Test
    void aWrongAdderIsFoundInItsNode() throws IOException {
        NodeDifference node = verify(PIPELINED, Fault.WRONG_ADDER).node().orElseThrow();
        assertThat(node.node()).isEqualTo("%1");
        assertThat(node.index()).isEqualTo(1);
    }

    @Test
    void aWrongPipelineIsSaidToBeOne() throws IOException {
        Verification result = verify(PIPELINED, Fault.LATE_OUTPUT);
        assertThat(result.comparison().isEqual()).isFalse();
        assertThat(result.node()).isEmpty();
        assertThat(result.summary()).contains("the fault is in the pipeline's timing");
    }

    @Test
    void aWrongLatencyIsNamed() throws IOException {
        Design design = Design.read(ToyDesigns.verilog(folder, PIPELINED, Fault.NONE));
        Path json = folder.resolve("design.json");
        Files.writeString(json, Files.readString(json).replace("\"latencyCycles\": 2", "\"latencyCycles\": 1"));
        Design wrong = Design.read(folder);
        assertThat(wrong).isNotEqualTo(design);
        assertThatThrownBy(() -> engine(wrong).run(Vectors.uniform(wrong.inputs(), 3, 1)))
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("latency is not what design.json says");
    }

    @Test
    void brokenVerilogIsRefusedWithTheToolsWords() throws IOException {
        Design design = Design.read(ToyDesigns.verilog(folder, PIPELINED, Fault.NONE));
        ToyDesigns.write(folder.resolve("rtl/keep.v"), "module keep(;\nendmodule\n");
        assertThatThrownBy(() -> engine(design).build())
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("verilator ended with status")
                .hasMessageContaining("keep.v:1");
    }

    @Test
    void theSecondBuildIsCachedAndAChangeIsNot() throws IOException {
        Design design = Design.read(ToyDesigns.verilog(folder, new Style(true, "async", 1), Fault.NONE));
        assertThat(engine(design).build().cached()).isFalse();
        assertThat(engine(design).build().cached()).isTrue();
        Path file = folder.resolve("rtl/keep.v");
        Files.writeString(file, Files.readString(file) + "// changed\n");
        assertThat(engine(design).build().cached()).isFalse();
    }

    @Test
    void theLinterSpeaks() throws IOException {
        Design design = Design.read(ToyDesigns.verilog(folder, PIPELINED, Fault.NONE));
        assertThat(Verilator.lint(design)).contains("%Warning-WIDTH");
        ToyDesigns.write(
                folder.resolve("rtl/toy.v"), "module toy(input wire a, output wire b);\n  assign b = a;\nendmodule\n");
        Files.delete(folder.resolve("rtl/keep.v"));
        assertThat(Verilator.lint(design)).doesNotContain("%Warning");
    }

    @ParameterizedTest
    @CsvSource({"fc1, fc1", "a_b, a_b", "a__b, a___05Fb", "x$y, x__024y", "_a, _a"})
    void namesAreSpelledAsVerilatorSpellsThem(String verilog, String cpp) {
        assertThat(VerilatorDriver.encode(verilog)).isEqualTo(cpp);
    }
}
