package io.goshawk.rtl;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.DesignFacts;
import io.goshawk.codegen.DesignFacts.LayerFacts;
import io.goshawk.codegen.DesignFacts.PortFacts;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.Names;
import io.goshawk.codegen.TargetSettings.ResetStyle;
import io.goshawk.codegen.Templates;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Pack;
import io.goshawk.ir.circuit.Tap;
import io.goshawk.passes.circuit.CircuitStatistics;
import io.goshawk.rtl.view.InstanceView;
import io.goshawk.rtl.view.LayerView;
import io.goshawk.rtl.view.ScriptView;
import io.goshawk.rtl.view.TopView;
import io.goshawk.rtl.view.VectorView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Writes one design: a module a layer, the top module, test bench, scripts, and the facts about them.
final class DesignWriter {
    private static final int LONGEST_NAME = 48;

    private final Schematic schematic;
    private final RtlOptions options;
    private final Templates templates = new Templates(VerilogBackend.class, "/goshawk-rtl/");
    private final Ports ports;
    private final List<String> vectors = new ArrayList<>();
    private final List<InstanceView> instances = new ArrayList<>();
    private final List<LayerFacts> layers = new ArrayList<>();
    private final Map<String, String> files = new TreeMap<>();

    DesignWriter(Graph<CircuitOp> graph, RtlOptions options) {
        this.schematic = new Schematic(graph);
        this.options = options;
        Names names = new Names(Verilog.RESERVED);
        this.ports = Ports.of(graph, options.ports(), names);
        for (Schematic.Layer layer : schematic.layers()) {
            vectors.add(names.unique(
                    "l" + layer.index() + "_" + nodeName(layer.tap().at())));
        }
    }

    private static String nodeName(Location at) {
        String name = switch (at) {
            case Location.OnnxNode node -> node.node();
            case Location.OnnxValue value -> value.value();
            case Location.Text _ -> "node";
            case Location.Whole whole -> whole.name();
            case Location.Fused fused -> nodeName(fused.parts().getFirst());
        };
        String legal = Names.legal(name);
        return legal.substring(0, Math.min(legal.length(), LONGEST_NAME));
    }

    Artifacts write(GoldenVectors golden) {
        schematic.layers().forEach(this::writeLayer);
        writeTop();
        writeBench(golden);
        writeScripts();
        return Artifacts.of(files, facts());
    }

    private void writeLayer(Schematic.Layer layer) {
        Tap tap = layer.tensor();
        String vector = vectors.get(layer.index());
        String module = options.design() + "_" + vector;
        ModuleWriter writer = writer(layer.index(), layer.nodes());
        String packed = writer.packed("y", tap.elements(), tap.element());
        int width = tap.elements().size() * tap.element().bits();
        String tensor = tap.shape() + (tap.shape().rank() > 0 ? "x" : "") + tap.element();
        String origin = layer.tap().at().brief();
        List<VectorView> inputs = inputs(writer);
        String value = "%" + tap.source();
        files.put(
                "rtl/" + module + ".v",
                templates.render(
                        "layer.v.peb",
                        new LayerView(
                                module,
                                origin,
                                value,
                                tensor,
                                writer.clocked(),
                                inputs,
                                width - 1,
                                writer.text() + "\n" + packed)));
        VectorView output = new VectorView(vector, "y", width - 1, value + ": " + tensor);
        instances.add(new InstanceView(module, "layer" + layer.index(), origin, writer.clocked(), inputs, output));
        layers.add(new LayerFacts(
                value,
                origin,
                vector,
                tap.shape().extents(),
                tap.element().bits(),
                tap.element().signed(),
                tap.elements().stream().mapToInt(schematic::cycle).max().orElse(0)));
    }

    private ModuleWriter writer(int layer, List<Graph.Node<CircuitOp>> nodes) {
        Sources sources = new Sources(schematic, layer, ports.inputNames(), vectors);
        return new ModuleWriter(schematic, sources, nodes, options.maxTerms());
    }

    private static List<VectorView> inputs(ModuleWriter writer) {
        return writer.read().stream()
                .map(source -> new VectorView(
                        source.vector(),
                        source.port(),
                        source.width() - 1,
                        source.count() + " of " + source.element() + ", " + source.vector()))
                .toList();
    }

    private void writeTop() {
        ModuleWriter writer = writer(schematic.layers().size(), schematic.rest());
        StringBuilder outputs = new StringBuilder();
        for (int i = 0; i < ports.outputs().size(); i++) {
            Pack pack = (Pack)
                    schematic.maker(schematic.graph().outputs().get(i).value()).orElseThrow();
            outputs.append(writer.packed(ports.outputs().get(i).port(), pack.elements(), pack.element()));
        }
        int latency = schematic.latency();
        boolean reset = options.reset() != ResetStyle.NONE;
        TopView view = new TopView(
                options.design(),
                about(latency),
                ports.declarations(),
                reset,
                options.reset() == ResetStyle.ASYNC ? "posedge clk or posedge rst" : "posedge clk",
                latency,
                Math.max(latency - 1, 0),
                latency > 0,
                latency == 1 ? "in_valid" : "{valid[" + (latency - 2) + ":0], in_valid}",
                ports.vectors(),
                instances,
                writer.text() + outputs);
        files.put("rtl/" + options.design() + ".v", templates.render("top.v.peb", view));
    }

    private List<String> about(int latency) {
        return List.of(
                options.design() + ": unrolled and pipelined by Goshawk, a new vector every cycle",
                "latency " + latency + " cycles; registers placed for " + clock() + " ns on "
                        + options.part().name(),
                "packed vectors: element i, row-major, at bits [i * width +: width]");
    }

    private String clock() {
        return String.format(Locale.ROOT, "%s", options.clockNanos());
    }

    private void writeBench(GoldenVectors golden) {
        boolean reset = options.reset() != ResetStyle.NONE;
        String design = options.design();
        files.put(
                "tb/" + design + "_tb.v",
                templates.render("bench.v.peb", GoldenFiles.bench(design, ports, golden, schematic.latency(), reset)));
        golden(ports.inputs(), golden.inputs());
        golden(ports.outputs(), golden.outputs());
    }

    private void golden(List<PortFacts> ports, List<List<io.goshawk.ir.tensor.IntTensor>> tensors) {
        for (int i = 0; i < ports.size(); i++) {
            files.put(
                    "tb/" + GoldenFiles.file(options.design(), ports.get(i)),
                    GoldenFiles.text(tensors, i, ports.get(i)));
        }
    }

    private void writeScripts() {
        List<String> sources =
                files.keySet().stream().filter(file -> file.startsWith("rtl/")).toList();
        ScriptView view = new ScriptView(
                options.design(),
                sources,
                options.part().name(),
                options.part().yosysFamily(),
                clock(),
                schematic.latency() > 0);
        files.put("syn/synth.ys", templates.render("synth.ys.peb", view));
        files.put("syn/adders.v", templates.resource("adders.v"));
        files.put("syn/vivado.tcl", templates.render("vivado.tcl.peb", view));
    }

    private DesignFacts facts() {
        CircuitStatistics counts = CircuitStatistics.of(schematic.graph(), VerilogBackend.delays(options.part()));
        Map<String, Long> statistics = new TreeMap<>();
        statistics.put("adders", counts.adders());
        statistics.put("adderBits", counts.adderBits());
        statistics.put("comparators", counts.comparators());
        statistics.put("multiplexers", counts.multiplexers());
        statistics.put("tables", counts.tables());
        statistics.put("registerBits", counts.registerBits());
        statistics.put("estimatedPeriodPicos", Math.round(counts.criticalPathNanos() * 1000));
        return new DesignFacts(
                options.design(),
                OptionalInt.of(schematic.latency()),
                ports.inputs(),
                ports.outputs(),
                layers,
                Map.of(
                        "reset", options.reset().name().toLowerCase(Locale.ROOT),
                        "portStyle", options.ports().name().toLowerCase(Locale.ROOT),
                        "part", options.part().name(),
                        "clockNanos", clock()),
                statistics);
    }
}
