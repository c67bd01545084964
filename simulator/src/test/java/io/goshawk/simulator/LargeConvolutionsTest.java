package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.window.Window;
import io.goshawk.simulator.SimulatorOptions.Engine;
import io.goshawk.simulator.kernels.Isa;
import io.goshawk.simulator.kernels.KernelLibrary;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Convolutions of bytes by weights at the ends of their range: where sums in 16 bits would overflow
/// first.
class LargeConvolutionsTest {
    private static final SimulatorOptions OPTIONS = EngineEquality.options(Engine.NATIVE);
    private static final Location PLACE = new Location.Whole("test");
    private static final int EVENTS = 6;

    private final Random random = new Random(1);

    private record Kind(int channels, int outputs, int kernel, int stride, int groups) {}

    @ParameterizedTest
    @EnumSource(Isa.class)
    void extremeWeightsMeetExtremeInputs(Isa isa) {
        Assumptions.assumeTrue(
                KernelLibrary.of(OPTIONS.cache(), isa).isPresent(), "no C++ compiler, or no " + isa.title());
        List<IntUnaryOperator> weights = List.of(
                _ -> -128,
                _ -> 127,
                i -> i % 2 == 0 ? -128 : 127,
                i -> i % 4 < 2 ? -128 : 127,
                _ -> random.nextInt(-128, 128),
                _ -> Math.clamp(Math.round(random.nextGaussian() * 45), -128, 127),
                _ -> random.nextInt(4) == 0 ? random.nextInt(-128, 128) : 0);
        List<Kind> kinds = List.of(
                new Kind(5, 7, 3, 1, 1),
                new Kind(80, 9, 1, 1, 1),
                new Kind(12, 4, 3, 2, 1),
                new Kind(40, 6, 3, 1, 1),
                new Kind(16, 8, 3, 1, 2),
                new Kind(6, 12, 3, 1, 6));
        for (IntUnaryOperator weight : weights) {
            for (Kind kind : kinds) {
                check(isa, graph(kind, weight));
            }
        }
    }

    private Graph<IntegerOp> graph(Kind kind, IntUnaryOperator weight) {
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("convolution");
        Value x = builder.input("x", new TensorType(Shape.of(1, kind.channels(), 11, 13), IntType.u(8)), PLACE);
        Shape shape = Shape.of(kind.outputs(), kind.channels() / kind.groups(), kind.kernel(), kind.kernel());
        long[] data =
                IntStream.range(0, shape.size()).mapToLong(weight::applyAsInt).toArray();
        Value constant = builder.add(new Constant(IntTensor.of(shape, data), IntType.s(8)), PLACE);
        int border = kind.kernel() / 2;
        Window window = new Window(
                List.of(kind.stride(), kind.stride()), List.of(1, 1), List.of(border, border), List.of(border, border));
        Conv conv = new Conv(x, constant, window, kind.groups(), BigInteger.valueOf(255), IntType.s(32));
        return builder.build(List.of(Graph.Port.plain("y", builder.add(conv, PLACE), PLACE)));
    }

    private void check(Isa isa, Graph<IntegerOp> graph) {
        Optional<Simulation> made = Simulator.compilePlanes(graph, isa, OPTIONS.withThreads(2));
        assertThat(made).isPresent();
        try (Simulation simulation = made.get()) {
            List<PortBuffer> inputs = simulation.inputs(EVENTS);
            List<PortBuffer> outputs = simulation.outputs(EVENTS);
            Shape shape = graph.inputs().getFirst().value().shape();
            for (int event = 0; event < EVENTS; event++) {
                int most = event;
                long[] data = IntStream.range(0, shape.size())
                        .mapToLong(_ -> most == 0 ? 255 : random.nextInt(0, 256))
                        .toArray();
                inputs.getFirst().set(event, IntTensor.of(shape, data));
            }
            simulation.run(inputs, outputs);
            Shape result = graph.outputs().getFirst().value().shape();
            for (int event = 0; event < EVENTS; event++) {
                assertThat(outputs.getFirst().get(event, result))
                        .isEqualTo(Interpreter.runIntegers(
                                        graph, List.of(inputs.getFirst().get(event, shape)))
                                .getFirst());
            }
        }
    }
}
