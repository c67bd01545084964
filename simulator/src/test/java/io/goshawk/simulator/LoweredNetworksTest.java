package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.integer.HostPartition;
import io.goshawk.passes.integer.QuantToInteger;
import io.goshawk.passes.quant.CanonicalizeQuant;
import io.goshawk.simulator.SimulatorOptions.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/// The networks of the lowering's sweep, lowered, on both engines: equal to the interpreter.
/// `bench/exact-lowering` runs more of them.
class LoweredNetworksTest {
    private static final int GRAPHS = Integer.getInteger("goshawk.lowering.graphs", 150);
    private static final int ENCODERS = Integer.getInteger("goshawk.lowering.encoders", 25);
    private static final long SEED = Long.getLong("goshawk.lowering.seed", 1_000_000);
    private static final Path REPORT = Path.of("target/engines-report.txt");
    private static final Path ENCODER_REPORT = Path.of("target/encoder-engines-report.txt");
    private static final int EVENTS = 5;

    private final Map<String, Integer> engines = new TreeMap<>();

    @Test
    void bothEnginesEqualTheInterpreter() throws IOException {
        equalTheInterpreter("networks", GRAPHS, REPORT, Graphs::network);
    }

    @Test
    void bothEnginesEqualTheInterpreterOnEncoders() throws IOException {
        equalTheInterpreter(
                "encoders",
                ENCODERS,
                ENCODER_REPORT,
                seed -> Graphs.randomQuantEncoder(seed, (int) (seed % Graphs.ENCODER_SIZES)));
    }

    private void equalTheInterpreter(String what, int count, Path file, LongFunction<Graph<QuantOp>> networks)
            throws IOException {
        int lowered = 0;
        for (long seed = SEED; seed < SEED + count; seed++) {
            Optional<Graph<IntegerOp>> hardware = hardware(networks.apply(seed));
            if (hardware.isPresent()) {
                lowered++;
                check(hardware.get(), Engine.NATIVE, seed);
                check(hardware.get(), Engine.PORTABLE, seed);
            }
        }
        String report = "%,d of %,d %s on each engine, %d events: 0 differences; they ran on %s%n"
                .formatted(lowered, count, what, EVENTS, engines);
        Files.createDirectories(file.getParent());
        Files.writeString(file, report);
        assertThat(lowered).as(report).isGreaterThan(count * 4 / 5);
    }

    private static Optional<Graph<IntegerOp>> hardware(Graph<QuantOp> network) {
        try {
            PassContext context = PassContext.plain();
            HostPartition parts = new HostPartition(context.run(CanonicalizeQuant.pass(), network));
            return Optional.of(context.run(new QuantToInteger(), parts.hardware(Head.BOTH)));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    private void check(Graph<IntegerOp> graph, Engine engine, long seed) {
        try (Simulation simulation = Simulator.compile(graph, EngineEquality.options(engine))) {
            EngineEquality.check(simulation, EVENTS, seed);
            engines.merge(simulation.engine(), 1, Integer::sum);
        }
    }
}
