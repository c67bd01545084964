package io.goshawk.passes.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.generators.Graphs;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Constant;
import io.goshawk.ir.circuit.Pack;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.circuit.Tap;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.PassContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineCircuitTest {
    private static Graph<CircuitOp> pipelined(Graph<CircuitOp> circuit, double clockNanos) {
        return PassContext.plain().run(new PipelineCircuit(IntegerToCircuitTest.DELAYS, clockNanos), circuit);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.5, 4, 50})
    void registersKeepTheMeaningAndMeetTheClock(double clockNanos) {
        for (long seed = 0; seed < 60; seed++) {
            Graph<IntegerOp> graph = Graphs.random(seed, 1 + (int) (seed % 12));
            if (IntegerToCircuitTest.tooWide(graph)) {
                continue;
            }
            Graph<CircuitOp> circuit = pipelined(IntegerToCircuitTest.lower(graph), clockNanos);
            Verifier.require(circuit);
            IntegerToCircuitTest.assertSame(graph, circuit, Inputs.random(graph, seed), "seed " + seed);
            assertThat(CircuitStatistics.of(circuit, IntegerToCircuitTest.DELAYS)
                            .criticalPathNanos())
                    .isLessThanOrEqualTo(clockNanos + 1e-9);
            assertAligned(circuit, "seed " + seed);
        }
    }

    /// Every operation reads wires of one cycle only, and all outputs leave in one; constants are always there.
    private static void assertAligned(Graph<CircuitOp> circuit, String what) {
        Map<Value, Integer> cycles = new HashMap<>();
        Set<Integer> outputs = new HashSet<>();
        circuit.inputs().forEach(port -> cycles.put(port.value(), 0));
        for (Graph.Node<CircuitOp> node : circuit.nodes()) {
            Set<Integer> read = new HashSet<>();
            node.op().operands().stream().filter(cycles::containsKey).forEach(value -> read.add(cycles.get(value)));
            if (!(node.op() instanceof Tap)) {
                assertThat(read).as(what + ", " + node).hasSizeLessThanOrEqualTo(1);
            }
            int cycle = read.stream().mapToInt(Integer::intValue).max().orElse(0);
            if (node.op() instanceof Pack && !read.isEmpty()) {
                outputs.add(cycle);
            }
            if (!(node.op() instanceof Constant)) {
                cycles.put(node.result(), node.op() instanceof Register ? cycle + 1 : cycle);
            }
        }
        assertThat(outputs).as(what).hasSizeLessThanOrEqualTo(1).doesNotContain(0);
    }

    @Test
    void aSlowClockNeedsOneStageAndAFastOneMore() {
        Graph<CircuitOp> circuit = IntegerToCircuitTest.lower(Graphs.random(11, 12));
        long slow = registers(pipelined(circuit, 1000));
        assertThat(registers(pipelined(circuit, 2.5))).isGreaterThan(slow);
    }

    private static long registers(Graph<CircuitOp> circuit) {
        return circuit.nodes().stream()
                .filter(node -> node.op() instanceof Register)
                .count();
    }

    @Test
    void aClockThatOneOperationExceedsIsRefusedWithOneThatWorks() {
        Graph<CircuitOp> circuit = IntegerToCircuitTest.lower(Graphs.random(11, 12));
        assertThatThrownBy(() -> pipelined(circuit, 0.3))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("error GHK-5002")
                .satisfies(refusal -> {
                    String hint =
                            ((Refusal) refusal).diagnostics().getFirst().hint().orElseThrow();
                    double works = Double.parseDouble(hint.substring("--clock ".length()));
                    assertThat(pipelined(circuit, works)).isNotNull();
                    assertThatThrownBy(() -> pipelined(circuit, works - 0.02)).isInstanceOf(Refusal.class);
                });
    }
}
