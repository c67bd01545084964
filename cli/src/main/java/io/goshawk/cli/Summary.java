package io.goshawk.cli;

import io.goshawk.codegen.DesignFacts;
import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.Compiler.Compiled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What `compile` says when it is done.
final class Summary {
    private Summary() {}

    /// {@return the layers, the totals, the ports and what is left to the host}
    /// @param clockNanos the clock period the design was made for, for its latency in ns
    static List<String> of(Compiled compiled, DesignFacts facts, double clockNanos) {
        List<String> lines = new ArrayList<>(layers(compiled.hardware()));
        lines.addAll(Approximations.lines(compiled.approximations()));
        lines.add("");
        compiled.hardware().inputs().forEach(port -> lines.add("input   " + port(port)));
        compiled.hardware().outputs().forEach(port -> lines.add("output  " + port(port)));
        facts.latencyCycles().ifPresent(cycles -> lines.add(latency(cycles, clockNanos)));
        if (!facts.statistics().isEmpty()) {
            lines.add("design  " + statistics(facts));
        }
        part(lines, "The host does before:", HostParts.of(compiled.hostIn()));
        part(lines, "The host does after:", HostParts.of(compiled.hostOut()));
        return lines;
    }

    private static void part(List<String> lines, String heading, List<String> parts) {
        if (!parts.isEmpty()) {
            lines.add("");
            lines.add(heading);
            parts.forEach(part -> lines.add("  " + part));
        }
    }

    private static List<String> layers(Graph<IntegerOp> hardware) {
        List<LayerTable.Row> rows = LayerTable.of(hardware);
        Table table = new Table(
                "llrrrrrrl", "layer", "type", "weights", "nonzero", "bits", "input", "acc", "output", "requantise");
        for (LayerTable.Row row : rows) {
            boolean weighted = row.weights().isPresent();
            table.add(
                    row.name(),
                    row.kind(),
                    weighted ? String.format(Locale.ROOT, "%,d", row.count()) : "",
                    weighted ? String.format(Locale.ROOT, "%,d", row.nonZero()) : "",
                    row.weights().map(Object::toString).orElse(""),
                    row.input().toString(),
                    row.accumulator().map(Object::toString).orElse(""),
                    row.output().toString(),
                    row.requantiser().equals("none") ? "" : row.requantiser());
        }
        List<String> lines = new ArrayList<>(table.lines());
        long weights = rows.stream().mapToLong(LayerTable.Row::count).sum();
        long nonZero = rows.stream().mapToLong(LayerTable.Row::nonZero).sum();
        lines.add("");
        lines.add("total   " + Words.count(weights, "weight") + ", " + String.format(Locale.ROOT, "%,d", nonZero)
                + " of them not zero");
        return lines;
    }

    private static String port(Graph.Port port) {
        return port.name() + ": " + port.value().shape() + " of "
                + port.value().type().intElement()
                + port.meaning().map(meaning -> ", real = " + Words.of(meaning)).orElse("");
    }

    private static String latency(int cycles, double clockNanos) {
        return String.format(
                Locale.ROOT,
                "latency %s of %s ns: %.1f ns; a vector every clock",
                Words.count(cycles, "cycle"),
                String.valueOf(clockNanos).replaceFirst("\\.0$", ""),
                cycles * clockNanos);
    }

    private static String statistics(DesignFacts facts) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(facts.statistics())
                .forEach((name, count) -> parts.add(String.format(Locale.ROOT, "%,d ", count) + spaced(name)));
        return String.join(", ", parts);
    }

    /// `registerBits` as people write it.
    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
