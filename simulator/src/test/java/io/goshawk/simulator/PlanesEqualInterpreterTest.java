package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.simulator.SimulatorOptions.Engine;
import io.goshawk.simulator.kernels.Isa;
import io.goshawk.simulator.kernels.KernelLibrary;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The kernels whose lanes are pixels, on graphs of any size.
class PlanesEqualInterpreterTest {
    private static final SimulatorOptions OPTIONS = EngineEquality.options(Engine.NATIVE);

    @ParameterizedTest
    @EnumSource(Isa.class)
    void onRandomGraphs(Isa isa) {
        check(isa, 300, 30, seed -> Graphs.random(seed, 1 + (int) (seed % 12)));
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void onRandomMaps(Isa isa) {
        check(isa, 300, 50, seed -> Graphs.randomMaps(seed, 1 + (int) (seed % 5)));
    }

    /// @param share how many percent of the graphs the kernels take at least
    private static void check(Isa isa, int graphs, int share, LongFunction<Graph<IntegerOp>> generator) {
        Assumptions.assumeTrue(
                KernelLibrary.of(OPTIONS.cache(), isa).isPresent(), "no C++ compiler, or no " + isa.title());
        int taken = 0;
        for (long seed = 0; seed < graphs; seed++) {
            SimulatorOptions options = OPTIONS.withThreads(1 + (int) (seed % 3));
            Optional<Simulation> simulation = Simulator.compilePlanes(generator.apply(seed), isa, options);
            if (simulation.isPresent()) {
                taken++;
                // One event is shared by all threads; nine are not.
                EngineEquality.check(simulation.get(), 1, seed);
                EngineEquality.check(simulation.get(), 9, seed);
                simulation.get().close();
            }
        }
        assertThat(taken * 100).isGreaterThan(graphs * share);
    }
}
