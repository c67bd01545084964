package io.goshawk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.simulator.SimulatorOptions.Engine;
import io.goshawk.simulator.kernels.Isa;
import io.goshawk.simulator.kernels.KernelLibrary;
import io.goshawk.simulator.plan.Planner;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clamps at the ends of what storage holds, where storing clamps by itself, and inside of them, where
/// it does not.
class RowClampsTest {
    private static final SimulatorOptions OPTIONS = EngineEquality.options(Engine.NATIVE);
    private static final Location HERE = new Location.Whole("test");
    /// Five events are 65 rows: two blocks of matrix tiles and one row. The last panel of columns is not whole.
    private static final int ROWS = 13;
    private static final int COLUMNS = 72;
    /// Matrix tiles take multiples of 64.
    private static final List<Integer> DEPTHS = List.of(40, 128);

    @ParameterizedTest
    @EnumSource(Isa.class)
    void productsAreClampedWhereTheirLawSays(Isa isa) {
        Optional<KernelLibrary> library = KernelLibrary.of(OPTIONS.cache(), isa);
        Assumptions.assumeTrue(library.isPresent(), "no C++ compiler, or no " + isa.title());
        List<IntType> types = List.of(IntType.u(8), IntType.s(8), IntType.s(16), IntType.u(16));
        for (IntType type : types) {
            IntRange full = type.range();
            BigInteger few = BigInteger.valueOf(7);
            IntRange inside = new IntRange(full.min().add(few), full.max().subtract(few));
            for (IntRange clamp : List.of(
                    full, inside, new IntRange(full.min(), inside.max()), new IntRange(inside.min(), full.max()))) {
                for (int depth : DEPTHS) {
                    check(library.get(), graph(type, clamp, depth));
                }
            }
        }
    }

    private static void check(KernelLibrary library, Graph<IntegerOp> graph) {
        Optional<Simulation> simulation = Simulator.rows(library, Planner.plan(graph), graph, OPTIONS);
        assertThat(simulation).as(graph.name()).isPresent();
        EngineEquality.check(simulation.get(), 5, 1);
        simulation.get().close();
    }

    /// Sums leave the clamp on both sides.
    private static Graph<IntegerOp> graph(IntType type, IntRange clamp, int depth) {
        SplittableRandom random = new SplittableRandom(7);
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>(type + " in " + clamp + " of " + depth);
        Value x = builder.input("x", new TensorType(Shape.of(1, ROWS, depth), IntType.s(8)), HERE);
        long[] weights = IntStream.range(0, depth * COLUMNS)
                .mapToLong(_ -> random.nextInt(-60, 61))
                .toArray();
        Value constant = builder.add(new Constant(IntTensor.of(Shape.of(depth, COLUMNS), weights), IntType.s(8)), HERE);
        Value sums = builder.add(new MatMul(x, constant, IntType.s(24)), HERE);
        BigInteger multiplier = BigInteger.valueOf(type.bits() == 8 ? 3 : 700);
        int shift = 7;
        Law law =
                new Law(Dyadic.of(multiplier).times(Dyadic.powerOfTwo(-shift)), Dyadic.ZERO, Rounding.HALF_EVEN, clamp);
        Form form = new Form.Scale(multiplier, BigInteger.ZERO, shift, Rounding.HALF_EVEN);
        Requantizer requantizer = new Requantizer(form, IntType.s(24).range(), law);
        Value codes = builder.add(new Requantize(sums, 2, List.of(requantizer), type), HERE);
        return builder.build(List.of(Graph.Port.plain("y", codes, HERE)));
    }
}
