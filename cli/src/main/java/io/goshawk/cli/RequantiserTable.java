package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.passes.integer.FormCost;
import io.goshawk.passes.integer.RequantisationReport;
import io.goshawk.passes.integer.RequantisationReport.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The requantisations of a network: the form taken, the bits of its multipliers, and why they are no
/// fewer.
final class RequantiserTable {
    /// One requantisation.
    ///
    /// @param accumulator the widest interval of its channels
    record Row(String layer, String accumulator, String output, RequantisationReport report) {}

    private final List<Row> rows;

    private RequantiserTable(List<Row> rows) {
        this.rows = rows;
    }

    /// {@return the requantisations of `hardware`, in order, each proof checked}
    /// @param costs what the forms were chosen by
    static RequantiserTable of(Graph<IntegerOp> hardware, FormCost costs) {
        List<Row> rows = new ArrayList<>();
        for (Graph.Node<IntegerOp> node : hardware.nodes()) {
            if (node.op() instanceof Requantize op) {
                String interval = op.channels().stream()
                        .map(channel -> channel.interval())
                        .reduce((a, b) -> a.union(b))
                        .orElseThrow()
                        .toString();
                rows.add(new Row(
                        Words.place(node.at()), interval, op.element().toString(), RequantisationReport.of(op, costs)));
            }
        }
        return new RequantiserTable(rows);
    }

    /// {@return a row a requantisation}
    List<String> layers() {
        Table table = new Table(
                "lrlrllll",
                "layer",
                "channels",
                "interval",
                "output",
                "form",
                "bits of m",
                "shortest",
                "why, and costs");
        for (Row row : rows) {
            RequantisationReport report = row.report;
            table.add(
                    row.layer,
                    String.valueOf(report.channels().size()),
                    row.accumulator,
                    row.output,
                    forms(report),
                    report.takenBits().orElse("-"),
                    report.shortestBits().orElse("-"),
                    counted(report.arguments()) + "; " + costs(report));
        }
        return table.lines();
    }

    /// {@return a row a channel, with the proof}
    List<String> channels() {
        Table table = new Table("lrlrl", "layer", "channel", "form", "bits of m", "proof");
        for (Row row : rows) {
            List<Channel> channels = row.report.channels();
            for (int i = 0; i < channels.size(); i++) {
                Channel channel = channels.get(i);
                String bits = channel.taken().isPresent()
                        ? String.valueOf(channel.taken().getAsInt())
                        : "-";
                table.add(row.layer, String.valueOf(i), channel.kind(), bits, channel.proof());
            }
        }
        return table.lines();
    }

    /// {@return the rows as they stand in `design.json`}
    List<Map<String, Object>> document() {
        return rows.stream()
                .map(row -> Json.object(
                        "layer", row.layer,
                        "channels", row.report.channels().size(),
                        "interval", row.accumulator,
                        "output", row.output,
                        "forms", kinds(row.report),
                        "multiplierBits", row.report.takenBits(),
                        "shortestMultiplierBits", row.report.shortestBits(),
                        "proofs", row.report.arguments(),
                        "costs", new TreeMap<>(row.report.costs()),
                        "widest", widest(row.report).map(Channel::proof)))
                .toList();
    }

    /// The channel whose multiplier is the longest one, as an example of a proof.
    private static Optional<Channel> widest(RequantisationReport report) {
        return report.channels().stream()
                .max(java.util.Comparator.comparingInt(
                        channel -> channel.shortest().orElse(-1)));
    }

    private static Map<String, Integer> kinds(RequantisationReport report) {
        Map<String, Integer> kinds = new TreeMap<>();
        report.channels().forEach(channel -> kinds.merge(channel.kind(), 1, Integer::sum));
        return kinds;
    }

    private static String forms(RequantisationReport report) {
        return counted(kinds(report));
    }

    private static String counted(Map<String, Integer> counts) {
        return counts.size() == 1
                ? counts.keySet().iterator().next()
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(" + "));
    }

    private static String costs(RequantisationReport report) {
        return new TreeMap<>(report.costs())
                .entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
