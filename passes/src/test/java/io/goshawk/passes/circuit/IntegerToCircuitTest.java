package io.goshawk.passes.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.generators.Graphs;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.circuit.Add;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.circuit.Tap;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerToCircuitTest {
    static final DelayModel DELAYS = new DelayModel(0.08, 0.12, 0.45, 0.018, 6);

    private static final Location HERE = new Location.Whole("test");

    static Graph<CircuitOp> lower(Graph<IntegerOp> graph) {
        return PassContext.plain().run(new IntegerToCircuit(), graph);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void outputsAndTapsOfRandomGraphsAreTheIntegers(int block) {
        for (long seed = 50L * block; seed < 50L * (block + 1); seed++) {
            Graph<IntegerOp> graph = seed % 4 == 3
                    ? Graphs.randomMaps(seed, 1 + (int) (seed % 6))
                    : Graphs.random(seed, 1 + (int) (seed % 12));
            if (tooWide(graph)) {
                continue;
            }
            Graph<CircuitOp> circuit = lower(graph);
            Verifier.require(circuit);
            for (int vector = 0; vector < 6; vector++) {
                assertSame(graph, circuit, Inputs.random(graph, seed * 6 + vector), "seed " + seed);
            }
        }
    }

    /// {@return whether a value needs more than 63 bits, which is refused}
    static boolean tooWide(Graph<IntegerOp> graph) {
        return Stream.concat(
                        graph.inputs().stream().map(Graph.Port::value),
                        graph.nodes().stream().map(Graph.Node::result))
                .anyMatch(value -> value.type().intElement().bits() > 60);
    }

    @Test
    void fewRandomGraphsAreTooWide() {
        assertThat(LongStream.range(0, 200).filter(seed -> tooWide(Graphs.random(seed, 1 + (int) (seed % 12)))))
                .hasSizeLessThan(20);
    }

    static void assertSame(
            Graph<IntegerOp> graph, Graph<CircuitOp> circuit, List<? extends Tensor> inputs, String what) {
        assertThat(Interpreter.run(circuit, inputs)).as(what).isEqualTo(Interpreter.run(graph, inputs));
        Map<Integer, Tensor> integers = Interpreter.trace(graph, inputs).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().id(), Map.Entry::getValue));
        Map<Value, Tensor> wires = Interpreter.trace(circuit, inputs);
        for (Graph.Node<CircuitOp> node : circuit.nodes()) {
            if (node.op() instanceof Tap tap) {
                assertThat(wires.get(node.result()))
                        .as(what + ", %" + tap.source())
                        .isEqualTo(integers.get(tap.source()));
            }
        }
    }

    private static Graph<IntegerOp> product(IntType type, int inputs, long... weights) {
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("product");
        Value x = builder.input("x", new TensorType(Shape.of(1, inputs), type), HERE);
        IntTensor data = IntTensor.of(Shape.of(inputs, weights.length / inputs), weights);
        Value constant = builder.add(new Constant(data, IntType.holding(data.hull())), HERE);
        Value y = builder.add(new MatMul(x, constant, IntType.s(40)), HERE);
        return builder.build(List.of(Graph.Port.plain("y", y, HERE)));
    }

    private static long adders(Graph<CircuitOp> circuit) {
        return circuit.nodes().stream().filter(node -> node.op() instanceof Add).count();
    }

    @Test
    void aMultipleIsBuiltOnceForAllOutputs() {
        // 6x and 24x are shifts of 3x.
        assertThat(adders(lower(product(IntType.s(6), 1, 3, 6, 24)))).isEqualTo(1);
        // 45 = 3 * 15: 3x and 45x = 3x * 16 - 3x are one adder each.
        assertThat(adders(lower(product(IntType.s(6), 1, 3, 45)))).isEqualTo(2);
    }

    @Test
    void neighboursThatMeetAlikeAreAddedOnce() {
        // Columns (a+b)+(c+d), (a+b)-(c+d), -(a+b)+(c+d): two shared pairs, then one adder each.
        long[] weights = {1, 1, -1, 1, 1, -1, 1, -1, 1, 1, -1, 1};
        assertThat(adders(lower(product(IntType.u(1), 4, weights)))).isEqualTo(2 + 3);
    }

    @Test
    void rangesOfMultiplesAreExact() {
        // 7x = 8x - x: the operands vary together, so the range is [-56, 49] and not [-71, 64].
        Graph<CircuitOp> circuit = lower(product(IntType.s(4), 1, 7));
        Add add = circuit.nodes().stream()
                .map(Graph.Node::op)
                .filter(Add.class::isInstance)
                .map(Add.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(add.range()).hasToString("[-56, 49]");
    }

    @Test
    void aNetworkTooLargeToUnrollIsRefusedBeforeItIsBuilt() {
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("large");
        Value x = builder.input("x", new TensorType(Shape.of(2000, 1500), IntType.u(1)), HERE);
        IntTensor data = IntTensor.of(Shape.of(1500, 1000), new long[1_500_000]);
        Value constant = builder.add(new Constant(data, IntType.u(1)), HERE);
        Value y = builder.add(new MatMul(x, constant, IntType.s(40)), HERE);
        Graph<IntegerOp> graph = builder.build(List.of(Graph.Port.plain("y", y, HERE)));
        assertThatThrownBy(() -> lower(graph)).isInstanceOf(Refusal.class).hasMessageStartingWith("error GHK-5001");
    }

    @Test
    void wiresOfMoreThan63BitsAreRefused() {
        Graph<IntegerOp> graph = product(IntType.s(36), 1, 1L << 35);
        assertThatThrownBy(() -> lower(graph)).isInstanceOf(Refusal.class).hasMessageStartingWith("error GHK-5003");
    }

    @Test
    void loweringBuildsNoRegister() {
        assertThat(lower(Graphs.random(3, 8)).nodes()).noneMatch(node -> node.op() instanceof Register);
    }
}
