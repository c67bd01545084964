package io.goshawk.harness;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The result of running a design on vectors and comparing all that comes out.
///
/// @param engine the tool's name
/// @param build how the compilation went
/// @param runTime what the run took, of wall time
/// @param node the first node that differs, in the first vector that does; empty where nothing does, where the
///     design names no nodes between, and where all nodes are right while the vector is held still
/// @param traced whether the nodes between were compared
public record Verification(
        String engine,
        Engine.Build build,
        Duration runTime,
        Comparison comparison,
        Optional<NodeDifference> node,
        boolean traced) {

    /// Runs `design` in `engine` on `inputs` and compares with `oracle`.
    ///
    /// @throws ToolMissing if a tool is not installed
    /// @throws ToolFailed if a tool refuses the design, or the run fails
    public static Verification run(Design design, Engine engine, Batch inputs, Oracle oracle) {
        Engine.Build build = engine.build();
        long start = System.nanoTime();
        Batch actual = engine.run(inputs);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Comparison comparison = Comparison.of(oracle.outputs(inputs), actual);
        boolean traced = !comparison.isEqual() && !design.layers().isEmpty();
        Optional<NodeDifference> node = traced
                ? locate(
                        design,
                        engine,
                        inputs.only(comparison.first().orElseThrow().vector()),
                        oracle)
                : Optional.empty();
        return new Verification(engine.name(), build, time, comparison, node, traced);
    }

    private static Optional<NodeDifference> locate(Design design, Engine engine, Batch vector, Oracle oracle) {
        Map<String, long[]> expected = oracle.between(vector);
        return NodeDifference.find(design.layers(), expected, engine.trace(vector));
    }

    /// {@return a line such as `verilator: 1000 vectors, 5 outputs, 0 differences`, and where it differs first}
    public String summary() {
        StringBuilder text = new StringBuilder("%s: %d vectors, %d outputs, %d differences"
                .formatted(engine, comparison.vectors(), comparison.elements(), comparison.differences()));
        comparison.first().ifPresent(first -> text.append("\n  first: ").append(first));
        node.ifPresent(first -> text.append("\n  first differing node: ").append(first));
        if (traced && node.isEmpty()) {
            text.append("\n  every node is right while this vector is held: the fault is in the pipeline's timing");
        }
        return text.toString();
    }
}
