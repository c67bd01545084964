package io.goshawk.generators;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.text.Printer;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/// Properties that hold for every graph, tried on random ones.
public final class Properties {
    private static final int VECTORS = 8;
    private static final int LARGEST = 12;

    private Properties() {}

    /// Asserts that `pass` keeps the meaning of random integer graphs, and the rules of the IR.
    ///
    /// @param seeds each gives a graph and inputs of its own
    /// @throws AssertionError with the seed, the smallest failing graph and the first difference
    public static void preservesMeaning(UnaryOperator<Graph<IntegerOp>> pass, LongStream seeds) {
        preservesMeaning(seed -> Graphs.random(seed, 1 + Math.floorMod(seed, LARGEST)), pass, seeds);
    }

    /// Asserts that `pass` keeps the meaning of the graphs that `generator` makes, and the rules of the IR.
    ///
    /// @param seeds each gives a graph and inputs of its own
    /// @throws AssertionError with the seed, the smallest failing graph and the first difference
    public static <D extends Op> void preservesMeaning(
            LongFunction<Graph<D>> generator, UnaryOperator<Graph<D>> pass, LongStream seeds) {
        seeds.forEach(seed -> {
            Graph<D> graph = generator.apply(seed);
            if (failure(graph, pass, seed).isPresent()) {
                Graph<D> small = Shrinker.shrink(
                        graph,
                        candidate -> isWellFormed(candidate)
                                && failure(candidate, pass, seed).isPresent());
                String reason = failure(small, pass, seed).orElse("it fails only now and then");
                throw new AssertionError("seed " + seed + ": " + reason + "\n" + Printer.print(small));
            }
        });
    }

    private static boolean isWellFormed(Graph<? extends Op> graph) {
        Verifier.require(graph);
        return true;
    }

    private static <D extends Op> Optional<String> failure(Graph<D> graph, UnaryOperator<Graph<D>> pass, long seed) {
        try {
            Graph<D> changed = pass.apply(graph);
            Verifier.require(changed);
            for (int vector = 0; vector < VECTORS; vector++) {
                Optional<Differ.Difference> found =
                        Differ.same(graph, changed, Inputs.random(graph, seed * VECTORS + vector));
                if (found.isPresent()) {
                    return Optional.of(found.get().toString());
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }
}
