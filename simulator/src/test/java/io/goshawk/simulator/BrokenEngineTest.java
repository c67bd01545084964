package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.generators.Graphs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.simulator.SimulatorOptions.Engine;
import io.goshawk.simulator.kernels.Isa;
import io.goshawk.simulator.kernels.KernelLibrary;
import io.goshawk.simulator.kernels.NativeEngine;
import io.goshawk.simulator.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Engines that are wrong on purpose are found out by the comparison that the other tests rely on.
class BrokenEngineTest {
    private static final Path CACHE = EngineEquality.options(Engine.NATIVE).cache();
    private static final int GRAPHS = 40;

    /// The C library's rounding to the nearest becomes rounding down: of all that the kernels do, one
    /// function of one instruction set.
    @Test
    void aKernelThatRoundsDown() throws IOException {
        Path header = Path.of("target", "rounds-down.h").toAbsolutePath();
        Files.writeString(header, """
                #include <cmath>
                #define nearbyintf floor
                #define nearbyint floor
                """);
        Assumptions.assumeTrue(KernelLibrary.of(CACHE, Isa.PLAIN).isPresent(), "no C++ compiler");
        Optional<KernelLibrary> broken = KernelLibrary.of(CACHE, Isa.PLAIN, List.of("-include", header.toString()));
        assertThat(broken).isPresent();
        assertThatThrownBy(() -> checkAll(broken.get())).isInstanceOf(AssertionError.class);
        // What is whole passes the same graphs.
        checkAll(KernelLibrary.of(CACHE, Isa.PLAIN).orElseThrow());
    }

    private static void checkAll(KernelLibrary library) {
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph<IntegerOp> graph = Graphs.random(seed, 1 + (int) (seed % 6));
            long events = seed;
            NativeEngine.of(library, Planner.plan(graph), graph)
                    .ifPresent(engine -> EngineEquality.check(new NativeSimulation(graph, engine, 1), 9, events));
        }
    }

    /// One weight of the first product is nearer to zero by one; a product's result often drowns in
    /// what follows, but not in all graphs.
    @Test
    void aPlanWithAWrongWeight() {
        int wrong = 0;
        int caught = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph<IntegerOp> graph = Graphs.random(seed, 2);
            Graph<IntegerOp> changed = withAWrongWeight(graph);
            if (!changed.equals(graph)) {
                wrong++;
                caught += isCaught(new PortableSimulation(graph, Planner.plan(changed), 1)) ? 1 : 0;
            }
        }
        assertThat(caught).isGreaterThan(wrong / 2).isPositive();
    }

    private static boolean isCaught(Simulation simulation) {
        try (simulation) {
            EngineEquality.check(simulation, 30, 1);
            return false;
        } catch (AssertionError _) {
            return true;
        }
    }

    private static Graph<IntegerOp> withAWrongWeight(Graph<IntegerOp> graph) {
        List<Value> weights = graph.nodes().stream()
                .filter(node -> node.op() instanceof MatMul)
                .map(node -> ((MatMul) node.op()).weights())
                .limit(1)
                .toList();
        return graph.mapOps(node -> node.op() instanceof Constant constant
                        && weights.contains(node.result())
                        && constant.data().fitsLong()
                ? new Constant(nearerToZero(constant.data()), constant.element())
                : node.op());
    }

    private static IntTensor nearerToZero(IntTensor data) {
        return IntTensor.of(data.shape(), i -> i == 0 ? data.at(i) - Long.signum(data.at(i)) : data.at(i));
    }
}
