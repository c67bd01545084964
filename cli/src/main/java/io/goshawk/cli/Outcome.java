package io.goshawk.cli;

import io.goshawk.harness.Comparison;
import io.goshawk.harness.Iverilog;
import io.goshawk.harness.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What `verify` found with one tool.
///
/// @param equal whether nothing differed
/// @param lines for people
/// @param document for programs
record Outcome(boolean equal, List<String> lines, Map<String, Object> document) {
    /// {@return the outcome of a comparison of all outputs}
    static Outcome of(Verification verification) {
        Comparison comparison = verification.comparison();
        long outputs = (long) comparison.vectors() * comparison.elements();
        List<String> lines = new ArrayList<>();
        lines.add("%s: %d vectors, %d outputs, %d differences"
                .formatted(verification.engine(), comparison.vectors(), outputs, comparison.differences()));
        comparison.first().ifPresent(first -> {
            lines.add("  first differing node: " + node(verification));
            lines.add("  first differing vector and output: " + first);
        });
        lines.add("  %s %s, run %s"
                .formatted(
                        verification.build().cached() ? "built before;" : "built in",
                        verification.build().cached()
                                ? ""
                                : Words.seconds(verification.build().time().toNanos()),
                        Words.seconds(verification.runTime().toNanos()))
                .replace("; ,", ","));
        Map<String, Object> document = Json.object(
                "tool",
                verification.engine(),
                "vectors",
                comparison.vectors(),
                "outputs",
                outputs,
                "differences",
                comparison.differences(),
                "buildSeconds",
                verification.build().time().toNanos() / 1e9,
                "runSeconds",
                verification.runTime().toNanos() / 1e9);
        comparison.first().ifPresent(first -> {
            document.put("firstVector", first.vector());
            document.put("firstOutput", first.output() + "[" + first.index() + "]");
            document.put("expected", first.expected());
            document.put("actual", first.actual());
            document.put("firstNode", node(verification));
        });
        return new Outcome(comparison.isEqual(), lines, document);
    }

    private static String node(Verification verification) {
        return verification
                .node()
                .map(node -> node.origin() + " (" + node.node() + "), element " + node.index() + ": expected "
                        + node.expected() + ", got " + node.actual())
                .orElse(
                        verification.traced()
                                ? "none while the vector is held: the fault lies in the pipeline's timing"
                                : "the design names none between");
    }

    /// {@return the outcome of the design's own test bench}
    static Outcome ofBench(Iverilog.Result result) {
        List<String> said = result.output()
                .lines()
                .filter(line -> line.startsWith("PASS") || line.startsWith("FAIL"))
                .limit(5)
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("iverilog: the design's test bench " + (result.passed() ? "passed" : "failed"));
        said.forEach(line -> lines.add("  " + line));
        return new Outcome(
                result.passed(), lines, Json.object("tool", "iverilog", "passed", result.passed(), "output", said));
    }

    /// {@return the outcome of a design that the tool does not run at all}
    static Outcome failed(String tool, String message) {
        List<String> lines = new ArrayList<>(List.of(tool + ": the changed design does not run"));
        message.lines().limit(20).forEach(line -> lines.add("  " + line));
        return new Outcome(false, lines, Json.object("tool", tool, "failed", message));
    }
}
