package io.goshawk.cli;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.DesignFacts;
import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.integer.FormCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// `design.json`: what a program needs to know about a design, and what a person asks about it.
/// `verification/harness/README.md` says which keys the harness reads.
final class DesignDocument {
    private DesignDocument() {}

    /// {@return the document}
    /// @param costs what the forms of requantisations were chosen by
    /// @param options what the user chose, by option name without dashes
    static Map<String, Object> of(
            SourceModel source,
            String target,
            FormCost costs,
            Map<String, Object> options,
            Compiled compiled,
            Artifacts artifacts) {
        DesignFacts facts = artifacts.facts();
        Map<String, Object> document = Json.object(
                "goshawk", Version.TEXT,
                "model", Json.object("name", source.name(), "sha256", source.sha256()),
                "target", target,
                "options", options,
                "top", facts.top(),
                "latencyCycles", latency(facts.latencyCycles()),
                "inputs", inputs(compiled, facts.inputs()),
                "outputs", ports(compiled.hardware().outputs(), facts.outputs()),
                "hostBefore", HostParts.of(compiled.hostIn()),
                "hostAfter", HostParts.of(compiled.hostOut()));
        document.putAll(new TreeMap<>(facts.settings()));
        document.put("network", network(compiled));
        document.put(
                "requantisations",
                RequantiserTable.of(compiled.hardware(), costs).document());
        document.put("approximations", Approximations.document(compiled.approximations()));
        document.put(
                "layers", facts.layers().stream().map(DesignDocument::layer).toList());
        document.put("statistics", new TreeMap<>(facts.statistics()));
        document.put("files", hashes(artifacts.files()));
        return document;
    }

    private static Optional<Integer> latency(OptionalInt cycles) {
        return cycles.isPresent() ? Optional.of(cycles.getAsInt()) : Optional.empty();
    }

    private static List<Map<String, Object>> inputs(Compiled compiled, List<DesignFacts.PortFacts> facts) {
        List<Map<String, Object>> ports = ports(compiled.hardware().inputs(), facts);
        for (int i = 0; i < ports.size(); i++) {
            Map<String, Object> port = ports.get(i);
            clampOf(compiled.hostIn(), i).ifPresent(range -> {
                port.put("min", range.min().toString());
                port.put("max", range.max().toString());
            });
        }
        return ports;
    }

    /// Where the quantiser of an input keeps it within less than its type, the hardware is right for
    /// that only.
    static Optional<IntRange> clampOf(Graph<QuantOp> hostIn, int index) {
        if (index >= hostIn.outputs().size()) {
            return Optional.empty();
        }
        var value = hostIn.outputs().get(index).value();
        return Optional.ofNullable(hostIn.producers().get(value))
                .flatMap(node -> node.op() instanceof Quantize q ? Optional.of(q) : Optional.empty())
                .filter(q -> !q.clamp().equals(q.element().storage().range()))
                .map(Quantize::clamp);
    }

    private static List<Map<String, Object>> ports(List<Graph.Port> ports, List<DesignFacts.PortFacts> facts) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            DesignFacts.PortFacts fact = facts.get(i);
            Map<String, Object> port = Json.object(
                    "name", fact.name(),
                    "port", fact.port(),
                    "shape", fact.shape(),
                    "elements", elements(fact.shape()),
                    "bits", fact.bits(),
                    "signed", fact.signed());
            ports.get(i).meaning().ifPresent(meaning -> addMeaning(port, meaning));
            list.add(port);
        }
        return list;
    }

    private static void addMeaning(Map<String, Object> port, Affine meaning) {
        port.put("real", Words.of(meaning));
        port.put("scale", exactly(meaning.scale()));
        port.put("offset", exactly(meaning.offset()));
    }

    private static Object exactly(Coefficients coefficients) {
        return switch (coefficients) {
            case Coefficients.PerTensor all -> all.value().toString();
            case Coefficients.PerAxis along ->
                along.values().stream().map(Object::toString).toList();
        };
    }

    private static int elements(List<Integer> shape) {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    private static List<Map<String, Object>> network(Compiled compiled) {
        return LayerTable.of(compiled.hardware()).stream()
                .map(row -> Json.object(
                        "layer", row.name(),
                        "kind", row.kind(),
                        "weights", row.weights().map(Object::toString),
                        "weightCount", row.count(),
                        "nonZeroWeights", row.nonZero(),
                        "input", row.input().toString(),
                        "accumulator", row.accumulator().map(Object::toString),
                        "output", row.output().toString(),
                        "requantise", row.requantiser()))
                .toList();
    }

    private static Map<String, Object> layer(DesignFacts.LayerFacts layer) {
        return Json.object(
                "node", layer.value(),
                "origin", layer.origin(),
                "shape", layer.shape(),
                "elements", elements(layer.shape()),
                "bits", layer.bits(),
                "signed", layer.signed(),
                "signals", List.of(layer.signal()),
                "cycle", layer.cycle());
    }

    private static Map<String, Object> hashes(Map<String, String> files) {
        Map<String, Object> hashes = new LinkedHashMap<>();
        files.forEach((path, text) -> hashes.put(path, Sha256.of(text)));
        return hashes;
    }
}
