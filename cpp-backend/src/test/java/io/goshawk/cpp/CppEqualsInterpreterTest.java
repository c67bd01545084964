package io.goshawk.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import io.goshawk.passes.integer.HostPartition;
import io.goshawk.passes.integer.QuantToInteger;
import io.goshawk.passes.quant.CanonicalizeQuant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Emitted C++ of random graphs, all of them in one program, gives what the interpreter gives: outputs
/// and layers.
class CppEqualsInterpreterTest {
    private static final int GRAPHS = Integer.getInteger("goshawk.graphs", 48);
    private static final int TRANSFORMERS = Integer.getInteger("goshawk.transformers", 40);
    private static final int ENCODERS = Integer.getInteger("goshawk.encoders", 8);

    @TempDir
    private Path folder;

    @Test
    void onRandomGraphs() throws IOException {
        compare(
                GRAPHS,
                seed -> Optional.of(
                        seed % 3 == 0
                                ? Graphs.randomMaps(seed, 1 + (int) (seed % 5))
                                : Graphs.random(seed, 1 + (int) (seed % 7))));
    }

    @Test
    void onRandomGraphsOfWhatTransformersNeed() throws IOException {
        compare(TRANSFORMERS, seed -> Optional.of(Graphs.randomTransformer(seed, 1 + (int) (seed % 4))));
    }

    @Test
    void onRandomEncodersAsTheyAreLowered() throws IOException {
        compare(ENCODERS, CppEqualsInterpreterTest::lowered);
    }

    @Test
    void onSumsOf66Bits() throws IOException {
        CppPrograms.compare(folder, List.of(TinyGraph.build(62)));
    }

    private static Optional<Graph<IntegerOp>> lowered(long seed) {
        try {
            PassContext context = PassContext.plain();
            HostPartition parts = new HostPartition(
                    context.run(CanonicalizeQuant.pass(), Graphs.randomQuantEncoder(seed, 1 + (int) (seed % 3))));
            return Optional.of(context.run(new QuantToInteger(), parts.hardware(Head.BOTH)));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    /// Compares the first `count` that there are and that are expressible.
    private void compare(int count, LongFunction<Optional<Graph<IntegerOp>>> graphs) throws IOException {
        List<Graph<IntegerOp>> all = new ArrayList<>();
        for (long seed = 0; all.size() < count; seed++) {
            graphs.apply(seed).filter(CppEqualsInterpreterTest::expressible).ifPresent(all::add);
            assertThat(seed).as("most are expressible").isLessThan(3L * count + 9);
        }
        CppPrograms.compare(folder, all);
    }

    private static boolean expressible(Graph<IntegerOp> graph) {
        Diagnostics diagnostics = new Diagnostics();
        new CppBackend().check(graph, new CppOptions("design"), diagnostics);
        assertThat(diagnostics.all()).allMatch(said -> said.code() == Code.WIDTH_NOT_EXPRESSIBLE);
        return diagnostics.all().isEmpty();
    }
}
