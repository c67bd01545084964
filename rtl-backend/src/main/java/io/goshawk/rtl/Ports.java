package io.goshawk.rtl;

import io.goshawk.codegen.DesignFacts.PortFacts;
import io.goshawk.codegen.Names;
import io.goshawk.codegen.TargetSettings.PortStyle;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import java.util.ArrayList;
import java.util.List;

/// The data ports of the top module. Inside, each is a packed vector of its identifier's name.
record Ports(List<PortFacts> inputs, List<PortFacts> outputs, PortStyle style) {
    static Ports of(Graph<?> graph, PortStyle style, Names names) {
        return new Ports(facts(graph.inputs(), names), facts(graph.outputs(), names), style);
    }

    private static List<PortFacts> facts(List<Graph.Port> ports, Names names) {
        List<PortFacts> facts = new ArrayList<>();
        for (Graph.Port port : ports) {
            IntType element = port.value().type().intElement();
            facts.add(new PortFacts(
                    port.name(),
                    names.unique(port.name()),
                    port.value().shape().extents(),
                    element.bits(),
                    element.signed()));
        }
        return facts;
    }

    static int elements(PortFacts port) {
        return port.shape().stream().reduce(1, (a, b) -> a * b);
    }

    static int width(PortFacts port) {
        return elements(port) * port.bits();
    }

    List<String> inputNames() {
        return inputs.stream().map(PortFacts::port).toList();
    }

    /// {@return the declarations of the top module's data ports, without commas}
    List<String> declarations() {
        List<String> lines = new ArrayList<>();
        inputs.forEach(port -> declare("input  wire", port, lines));
        outputs.forEach(port -> declare("output wire", port, lines));
        return lines;
    }

    private void declare(String direction, PortFacts port, List<String> lines) {
        switch (style) {
            case PACKED -> lines.add(direction + " [" + (width(port) - 1) + ":0] " + port.port());
            case ELEMENTS -> {
                IntType type = new IntType(port.signed(), port.bits());
                for (int i = 0; i < elements(port); i++) {
                    lines.add(Verilog.declaration(direction, type) + " " + port.port() + "_" + i);
                }
            }
        }
    }

    /// {@return with ports an element each: the vectors that the layers read, and the outputs taken apart}
    String vectors() {
        StringBuilder text = new StringBuilder();
        if (style == PortStyle.ELEMENTS) {
            inputs.forEach(port -> gather(port, text));
            outputs.forEach(port -> spread(port, text));
        }
        return text.toString();
    }

    private static void gather(PortFacts port, StringBuilder text) {
        text.append("\n    wire [")
                .append(width(port) - 1)
                .append(":0] ")
                .append(port.port())
                .append(";\n");
        for (int i = 0; i < elements(port); i++) {
            text.append("    assign ").append(element(port, i)).append(" = ").append(port.port());
            text.append('_').append(i).append(";\n");
        }
    }

    private static void spread(PortFacts port, StringBuilder text) {
        text.append("\n    wire [")
                .append(width(port) - 1)
                .append(":0] ")
                .append(port.port())
                .append(";\n");
        for (int i = 0; i < elements(port); i++) {
            text.append("    assign ").append(port.port()).append('_').append(i).append(" = ");
            text.append(element(port, i)).append(";\n");
        }
    }

    /// {@return element `i` of the port's vector}
    static String element(PortFacts port, int i) {
        return width(port) == 1 ? port.port() : port.port() + "[" + (i * port.bits()) + " +: " + port.bits() + "]";
    }

    /// {@return how the test bench connects its vectors of the same names}
    List<String> connections() {
        List<String> lines = new ArrayList<>();
        for (List<PortFacts> ports : List.of(inputs, outputs)) {
            for (PortFacts port : ports) {
                switch (style) {
                    case PACKED -> lines.add("." + port.port() + "(" + port.port() + ")");
                    case ELEMENTS -> {
                        for (int i = 0; i < elements(port); i++) {
                            lines.add("." + port.port() + "_" + i + "(" + element(port, i) + ")");
                        }
                    }
                }
            }
        }
        return lines;
    }
}
