package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.simulator.SimulatorOptions.Engine;
import org.junit.jupiter.api.Test;

class PortableEqualsInterpreterTest {
    @Test
    void onRandomGraphs() {
        for (long seed = 0; seed < 150; seed++) {
            try (Simulation simulation = Simulator.compile(
                    Graphs.random(seed, 1 + (int) (seed % 12)), EngineEquality.options(Engine.PORTABLE))) {
                EngineEquality.check(simulation, 5, seed);
            }
        }
    }

    /// Tiles that are full, and one that is not, often enough for the JIT compiler's vectors.
    @Test
    void onMoreEventsThanATile() {
        for (long seed = 0; seed < 6; seed++) {
            try (Simulation simulation =
                    Simulator.compile(Graphs.random(seed, 3), EngineEquality.options(Engine.PORTABLE))) {
                EngineEquality.check(simulation, 1101, seed);
            }
        }
    }

    @Test
    void onRandomMaps() {
        for (long seed = 0; seed < 100; seed++) {
            try (Simulation simulation = Simulator.compile(
                    Graphs.randomMaps(seed, 1 + (int) (seed % 5)), EngineEquality.options(Engine.PORTABLE))) {
                assertThat(simulation.engine()).startsWith("portable");
                EngineEquality.check(simulation, 5, seed);
            }
        }
    }
}
