package io.goshawk.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.DesignFacts.LayerFacts;
import io.goshawk.codegen.TargetSettings.PortStyle;
import io.goshawk.codegen.TargetSettings.ResetStyle;
import io.goshawk.generators.Graphs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.testkit.Goldens;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerilogBackendTest {
    @TempDir
    Path folder;

    private static Graph<IntegerOp> tiny() {
        return Networks.shifts(1, 4, 3, 4, 2);
    }

    @Test
    void theTextOfATinyDesign() {
        Goldens.match("tiny", Emitted.design(tiny(), 2).artifacts().files(), Path.of("src/test/resources/tiny"));
    }

    @Test
    void emissionIsDeterministic() {
        assertThat(Emitted.design(tiny(), 2).artifacts())
                .isEqualTo(Emitted.design(tiny(), 2).artifacts());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.9, 3, 5, 1000})
    void theTestBenchPassesAtEveryClock(double clockNanos) {
        assertThat(Emitted.design(Networks.shifts(2, 6, 16, 12, 5), clockNanos).simulate(folder))
                .contains("PASS 60 vectors");
    }

    @ParameterizedTest
    @EnumSource(ResetStyle.class)
    void theTestBenchPassesWithEveryReset(ResetStyle reset) {
        Emitted design = Emitted.design(tiny(), 2, reset, PortStyle.PACKED, 20);
        assertThat(design.simulate(folder)).contains("PASS 20 vectors");
        assertThat(design.artifacts().files().get("rtl/net.v").contains("input  wire rst"))
                .isEqualTo(reset != ResetStyle.NONE);
    }

    @Test
    void theTestBenchPassesWithAPortAnElement() {
        Emitted design = Emitted.design(tiny(), 2, ResetStyle.SYNC, PortStyle.ELEMENTS, 20);
        assertThat(design.simulate(folder)).contains("PASS 20 vectors");
        assertThat(design.artifacts().files().get("rtl/net.v")).contains("input  wire signed [3:0] x_2,");
    }

    @Test
    void aBinaryNetworkPasses() {
        assertThat(Emitted.design(Networks.binary(3, 40, 16, 16, 10), 4).simulate(folder))
                .contains("PASS 60 vectors");
    }

    @TestFactory
    Stream<DynamicTest> randomGraphsPass(@TempDir Path folder) {
        return Stream.iterate(0L, seed -> seed + 1)
                .filter(seed -> !tooWide(graph(seed)))
                .limit(25)
                .map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    Emitted design = Emitted.design(graph(seed), 4);
                    assertThat(design.simulate(folder.resolve("seed" + seed))).contains("PASS 60 vectors");
                }));
    }

    private static Graph<IntegerOp> graph(long seed) {
        return seed % 3 == 2
                ? Graphs.randomMaps(seed, 1 + (int) (seed % 4))
                : Graphs.random(seed, 1 + (int) (seed % 8));
    }

    private static boolean tooWide(Graph<IntegerOp> graph) {
        return Stream.concat(
                        graph.inputs().stream().map(Graph.Port::value),
                        graph.nodes().stream().map(Graph.Node::result))
                .anyMatch(value -> value.type().intElement().bits() > 60);
    }

    @Test
    void aBrokenShiftFailsAndNamesVectorAndOutput() {
        Emitted design = Emitted.design(tiny(), 2);
        String file = "rtl/net_l1_act1_Quant.v";
        String right = design.artifacts().files().get(file);
        String wrong = right.replaceFirst("_sum\\[7:3\\]", "_sum[6:2]");
        assertThat(wrong).isNotEqualTo(right);
        assertThat(design.withFile(file, wrong).simulate(folder))
                .contains("FAIL")
                .containsPattern("vector \\d+, output logits\\[\\d\\]: got ");
    }

    @Test
    void aLostRegisterFails() {
        Emitted design = Emitted.design(tiny(), 2);
        String right = design.artifacts().files().get("rtl/net.v");
        String wrong = right.replaceFirst("valid\\[3\\]", "valid[2]");
        assertThat(design.withFile("rtl/net.v", wrong).simulate(folder)).contains("FAIL");
    }

    @Test
    void verilatorsLintHasNothingToSay() {
        assertThat(Emitted.design(Networks.shifts(2, 6, 16, 12, 5), 2).lint(folder.resolve("shifts")))
                .isBlank();
        assertThat(Emitted.design(Networks.binary(3, 40, 16, 10), 4).lint(folder.resolve("binary")))
                .isBlank();
    }

    @Test
    void everyLayerIsObservableInTheTopModule() {
        Emitted design = Emitted.design(tiny(), 2);
        String top = design.artifacts().files().get("rtl/net.v");
        assertThat(design.artifacts().facts().layers()).hasSize(4).allSatisfy(layer -> {
            int width = layer.bits() * layer.shape().stream().reduce(1, (a, b) -> a * b);
            assertThat(top).contains("wire [" + (width - 1) + ":0] " + layer.signal() + ";");
        });
        assertThat(design.artifacts().facts().layers())
                .extracting(LayerFacts::origin)
                .startsWith("net.onnx:/fc1/MatMul", "net.onnx:/act1/Quant");
    }
}
