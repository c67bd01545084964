package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.ModelDoors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.quant.InputType;
import io.goshawk.simulator.SimulatorOptions.Engine;
import io.goshawk.testkit.Tools;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Networks that people trained, on both engines: equal to the interpreter.
class RealNetworksTest {
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "PORTABLE"})
    void theExampleTagger(Engine engine) {
        check(Tools.root().resolve("examples/jet-tagging/jet-tagger.onnx"), Map.of(), engine, 300);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "PORTABLE"})
    void theTaggerOfTheZoo(Engine engine) {
        Path model = Tools.data("models/jet/qkeras_jettagging.onnx");
        check(model, Map.of("global_in", InputType.parse("fixed:16,6")), engine, 300);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "PORTABLE"})
    void convolutionsOfHawq(Engine engine) {
        check(Tools.data("models/hawq/cnn_4dtem_clean.onnx"), Map.of(), engine, 5);
    }

    private static void check(Path model, Map<String, InputType> types, Engine engine, int events) {
        Graph<IntegerOp> hardware = Compiler.compile(
                        ModelDoors.network(model, ImportOptions.NONE, new Diagnostics()),
                        new Compiler.Options(types, Head.BOTH),
                        PassContext.plain())
                .hardware();
        try (Simulation simulation = Simulator.compile(hardware, EngineEquality.options(engine))) {
            if (engine == Engine.PORTABLE) {
                assertThat(simulation.engine()).startsWith("portable");
            }
            EngineEquality.check(simulation, events, 1);
        }
    }
}
