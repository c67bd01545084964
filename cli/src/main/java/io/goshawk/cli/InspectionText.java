package io.goshawk.cli;

import io.goshawk.cli.InspectCommand.Inspection;
import io.goshawk.cli.inspect.Anatomy;
import io.goshawk.cli.inspect.Layer;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What `inspect` prints.
final class InspectionText {
    private static final int WIDTH = 100;
    private static final int SHORTEST_NAME = 16;

    private InspectionText() {}

    /// {@return how often each operator is there; several operations of one node are one}
    static Map<String, Long> operators(Anatomy anatomy) {
        return anatomy.layers().stream()
                .map(layer -> List.of(layer.operator(), layer.name()))
                .distinct()
                .collect(Collectors.groupingBy(List::getFirst, TreeMap::new, Collectors.counting()));
    }

    /// {@return the text for people}
    /// @param all whether every operation and every blocker is listed
    static List<String> lines(Inspection inspection, boolean all) {
        List<String> lines = new ArrayList<>(List.of(inspection.name()));
        lines.addAll(operatorLines(inspection.operators()));
        inspection.graph().inputs().forEach(port -> lines.add("input      " + port(port)));
        inspection.graph().outputs().forEach(port -> lines.add("output     " + port(port)));
        lines.add("");
        lines.addAll(table(inspection.anatomy(), all));
        lines.add("");
        lines.addAll(totals(inspection.anatomy()));
        lines.add("");
        lines.addAll(targets(inspection.targets(), all));
        lines.addAll(remarks(inspection.remarks(), all));
        return lines;
    }

    static List<String> operatorLines(Map<String, Long> operators) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("operators ");
        for (Map.Entry<String, Long> entry : operators.entrySet()) {
            String word = " " + entry.getKey() + " " + entry.getValue();
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder("          ");
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String port(Graph.Port port) {
        return port.name() + "  " + port.value().type();
    }

    /// Long names lose their beginning, so that a line fits the width where that suffices.
    private static List<String> table(Anatomy anatomy, boolean all) {
        List<Layer> layers = anatomy.layers().stream()
                .filter(layer -> all || layer.macs() > 0)
                .toList();
        int longest =
                layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
        List<String> lines = table(layers, longest);
        int excess = lines.get(1).length() - WIDTH;
        return excess > 0 ? table(layers, Math.max(SHORTEST_NAME, longest - excess)) : lines;
    }

    private static List<String> table(List<Layer> layers, int nameLength) {
        Table table = new Table(
                "llllrrrrr", "layer", "operator", "input", "output", "act", "wgt", "MACs", "BOPs", "parameters");
        for (Layer layer : layers) {
            table.add(
                    Words.ending(layer.name(), nameLength),
                    layer.operator(),
                    layer.input().toString(),
                    layer.output().toString(),
                    "" + layer.activationBits(),
                    layer.weightBits().map(String::valueOf).orElse(""),
                    layer.macs() == 0 ? "" : number((double) layer.macs()),
                    layer.macs() == 0 ? "" : Words.rounded(layer.bops()),
                    layer.parameters() == 0 ? "" : number((double) layer.parameters()));
        }
        return table.lines();
    }

    private static List<String> totals(Anatomy anatomy) {
        return List.of(
                "total      " + number((double) anatomy.macs()) + " MACs, " + number(anatomy.bops()) + " BOPs",
                "parameters " + number((double) anatomy.parameters()) + " in " + bytes(anatomy.parameterBytes())
                        + " at their bits",
                "memory     " + bytes(anatomy.peakBytes()) + " for activations, at most at one time");
    }

    private static List<String> targets(List<TargetCheck> targets, boolean all) {
        List<String> lines = new ArrayList<>();
        Set<Diagnostic> blockers = new LinkedHashSet<>();
        for (TargetCheck check : targets) {
            String verdict = check.ready()
                    ? "ready"
                    : "blocked: " + Words.count(check.blockers().size(), "problem");
            lines.add(String.format(Locale.ROOT, "%-10s %s", check.target(), verdict));
            blockers.addAll(check.blockers());
        }
        lines.addAll(problems(blockers, all));
        return lines;
    }

    /// One a kind, or one a place.
    private static List<String> problems(Collection<Diagnostic> problems, boolean all) {
        List<Grouped> groups = all
                ? problems.stream()
                        .flatMap(each -> Grouped.of(List.of(each)).stream())
                        .toList()
                : Grouped.of(problems);
        List<String> lines = new ArrayList<>();
        groups.forEach(group -> group.lines(WIDTH - 2).forEach(line -> lines.add("  " + line)));
        if (groups.size() < problems.size()) {
            lines.add("  --all lists every place");
        }
        return lines;
    }

    private static List<String> remarks(List<Diagnostic> remarks, boolean all) {
        List<String> lines = problems(remarks, all);
        if (!lines.isEmpty()) {
            lines.addFirst("remarks");
        }
        return lines;
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String bytes(long bytes) {
        if (bytes < 1 << 13) {
            return Words.count(bytes, "byte");
        }
        boolean kilo = bytes < 1 << 23;
        return String.format(Locale.ROOT, "%,.1f %s", bytes / (kilo ? 1024.0 : 1048576.0), kilo ? "KiB" : "MiB");
    }

    /// {@return the document for programs}
    static Map<String, Object> document(Inspection inspection) {
        Anatomy anatomy = inspection.anatomy();
        return Json.object(
                "model",
                inspection.name(),
                "operators",
                inspection.operators(),
                "inputs",
                ports(inspection.graph().inputs()),
                "outputs",
                ports(inspection.graph().outputs()),
                "macs",
                anatomy.macs(),
                "bops",
                anatomy.bops(),
                "parameters",
                anatomy.parameters(),
                "parameterBytes",
                anatomy.parameterBytes(),
                "peakActivationBytes",
                anatomy.peakBytes(),
                "layers",
                anatomy.layers().stream().map(InspectionText::layer).toList(),
                "targets",
                inspection.targets().stream()
                        .map(check -> Json.object(
                                "target",
                                check.target(),
                                "ready",
                                check.ready(),
                                "blockers",
                                Json.diagnostics(check.blockers())))
                        .toList(),
                "remarks",
                Json.diagnostics(inspection.remarks()));
    }

    private static List<Map<String, Object>> ports(List<Graph.Port> ports) {
        return ports.stream()
                .map(port -> Json.object(
                        "name",
                        port.name(),
                        "shape",
                        port.value().shape().extents(),
                        "type",
                        port.value().type().element().toString()))
                .toList();
    }

    private static Map<String, Object> layer(Layer layer) {
        return Json.object(
                "name", layer.name(),
                "operator", layer.operator(),
                "input", layer.input().extents(),
                "output", layer.output().extents(),
                "activationBits", layer.activationBits(),
                "weightBits", layer.weightBits(),
                "macs", layer.macs(),
                "bops", layer.bops(),
                "parameters", layer.parameters(),
                "parameterBits", layer.parameterBits());
    }
}
