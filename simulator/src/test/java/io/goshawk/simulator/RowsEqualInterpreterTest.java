package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.SimulatorOptions.Engine;
import io.goshawk.simulator.kernels.Isa;
import io.goshawk.simulator.kernels.KernelLibrary;
import io.goshawk.simulator.plan.Plan;
import io.goshawk.simulator.plan.Planner;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The row-major kernels and the portable engine on what transformers need, and the former on
/// everything else too.
class RowsEqualInterpreterTest {
    private static final SimulatorOptions OPTIONS = EngineEquality.options(Engine.NATIVE);

    @ParameterizedTest
    @EnumSource(Isa.class)
    void onTransformers(Isa isa) {
        check(isa, 400, 80, seed -> Graphs.randomTransformer(seed, 1 + (int) (seed % 7)));
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void onRandomGraphs(Isa isa) {
        check(isa, 200, 60, seed -> Graphs.random(seed, 1 + (int) (seed % 12)));
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void onRandomMaps(Isa isa) {
        check(isa, 150, 80, seed -> Graphs.randomMaps(seed, 1 + (int) (seed % 5)));
    }

    /// Threads that go from step to step together: fewer events than threads.
    @Test
    void onSeveralThreads() {
        SimulatorOptions three = OPTIONS.withThreads(3);
        Optional<KernelLibrary> library = KernelLibrary.best(OPTIONS.cache());
        Assumptions.assumeTrue(library.isPresent(), "no C++ compiler");
        for (long seed = 0; seed < 150; seed++) {
            Graph<IntegerOp> graph = Graphs.randomTransformer(seed, 1 + (int) (seed % 7));
            Optional<Simulation> simulation = Simulator.rows(library.get(), Planner.plan(graph), graph, three);
            if (simulation.isPresent()) {
                EngineEquality.check(simulation.get(), 1 + (int) (seed % 4), seed);
                simulation.get().close();
            }
        }
    }

    @Test
    void portably() {
        for (long seed = 0; seed < 300; seed++) {
            Graph<IntegerOp> graph = Graphs.randomTransformer(seed, 1 + (int) (seed % 7));
            try (Simulation simulation = Simulator.compile(graph, EngineEquality.options(Engine.PORTABLE))) {
                assertThat(simulation.engine()).startsWith("portable");
                EngineEquality.check(simulation, 3, seed);
            }
        }
    }

    /// @param share how many percent of the graphs the kernels take at least
    private static void check(Isa isa, int graphs, int share, LongFunction<Graph<IntegerOp>> generator) {
        Optional<KernelLibrary> library = KernelLibrary.of(OPTIONS.cache(), isa);
        Assumptions.assumeTrue(library.isPresent(), "no C++ compiler, or no " + isa.title());
        int taken = 0;
        for (long seed = 0; seed < graphs; seed++) {
            Graph<IntegerOp> graph = generator.apply(seed);
            Plan plan = Planner.plan(graph);
            Optional<Simulation> simulation = Simulator.rows(library.get(), plan, graph, OPTIONS);
            if (simulation.isPresent()) {
                taken++;
                EngineEquality.check(simulation.get(), 5, seed);
                simulation.get().close();
            }
        }
        assertThat(taken * 100).isGreaterThan(graphs * share);
    }
}
