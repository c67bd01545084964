package io.goshawk.harness;

import io.goshawk.ir.IntType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Writes the C++ program that clocks a Verilated design.
final class VerilatorDriver {
    /// The C++ class that Verilator makes of the top module.
    static final String CLASS = "Vdesign";

    private final Design design;
    private final Design.VerilogPorts ports;

    VerilatorDriver(Design design) {
        this.design = design;
        this.ports = design.verilog().orElseThrow();
    }

    /// {@return the text of the program}
    /// @param nodes whether it can read the design's layers
    String program(boolean nodes) {
        StringBuilder text = new StringBuilder();
        text.append("#include \"").append(CLASS).append(".h\"\n");
        if (nodes) {
            text.append("#include \"").append(CLASS).append("___024root.h\"\n");
        }
        text.append(resource("vectors.h"));
        int count = nodes ? design.layers().stream().mapToInt(Layer::elements).sum() : 0;
        text.append("\nstatic const int LATENCY = %d;\n".formatted(ports.latencyCycles()));
        text.append("static const std::size_t INPUTS = %d;\n".formatted(Batch.width(design.inputs())));
        text.append("static const std::size_t OUTPUTS = %d;\n".formatted(Batch.width(design.outputs())));
        text.append("static const std::size_t NODES = %d;\n".formatted(count));
        text.append(controls());
        text.append(function("apply", "const int64_t* v", design.inputs(), this::applied));
        text.append(function("spoil", "", design.inputs(), this::spoiled));
        text.append(function("read", "int64_t* v", design.outputs(), this::read));
        text.append(nodes ? readNodes() : "static void read_nodes(%s&, int64_t*) {}%n".formatted(CLASS));
        return text.append('\n').append(resource("main.h")).toString();
    }

    /// {@return a Verilator configuration that keeps the nets of the layers and makes them readable}
    String publicNets() {
        Set<String> nets = new TreeSet<>();
        for (Layer layer : design.layers()) {
            for (Layer.Signal signal : layer.signals()) {
                if (signal instanceof Layer.Signal.Net net) {
                    nets.add("public_flat_rd -module \"%s\" -var \"%s\""
                            .formatted(encode(design.top()), encode(net.name())));
                }
            }
        }
        return "`verilator_config\n" + String.join("\n", nets) + "\n";
    }

    private String controls() {
        boolean reset = ports.reset() != Design.Reset.NONE;
        String clock = "top." + encode(ports.clock());
        // A combinational design may have no clock at all.
        boolean clocked = ports.latencyCycles() > 0 || reset;
        return """
                static void set_clock(%1$s& top, int value) { %2$s }
                static void set_reset(%1$s& top, int value) { %3$s }
                static void set_valid(%1$s& top, int value) { top.%4$s = value; }
                static bool is_valid(%1$s& top) { return top.%5$s; }
                """.formatted(
                        CLASS,
                        clocked ? clock + " = value;" : "(void) top; (void) value;",
                        reset ? "top." + encode(ports.resetPort()) + " = value;" : "(void) top; (void) value;",
                        encode(ports.validIn()),
                        encode(ports.validOut()));
    }

    private interface Access {
        /// {@return the statement for element `index` of a port}
        String statement(String port, String low, int bits, IntType type, String index);
    }

    private String function(String name, String argument, List<DesignPort> tensors, Access access) {
        StringBuilder text = new StringBuilder();
        String comma = argument.isEmpty() ? "" : ", ";
        text.append("static void %s(%s& top%s%s) {%n".formatted(name, CLASS, comma, argument));
        int offset = 0;
        for (DesignPort tensor : tensors) {
            int bits = tensor.type().bits();
            if (ports.packed()) {
                String statement = access.statement(
                        "top." + encode(tensor.port()), "i * " + bits, bits, tensor.type(), offset + " + i");
                text.append("    for (int i = 0; i < %d; i++) %s%n".formatted(tensor.elements(), statement));
            } else {
                for (int i = 0; i < tensor.elements(); i++) {
                    String port = "top." + encode(tensor.port() + "_" + i);
                    text.append("    ");
                    text.append(access.statement(port, "0", bits, tensor.type(), String.valueOf(offset + i)));
                    text.append('\n');
                }
            }
            offset += tensor.elements();
        }
        return text.append("}\n").toString();
    }

    private String applied(String port, String low, int bits, IntType type, String index) {
        return "put(%s, %s, %d, static_cast<uint64_t>(v[%s]));".formatted(port, low, bits, index);
    }

    private String spoiled(String port, String low, int bits, IntType type, String index) {
        return "put(%s, %s, %d, 0xa5c3a5c3a5c3a5c3u);".formatted(port, low, bits);
    }

    private String read(String port, String low, int bits, IntType type, String index) {
        return "v[%s] = extend(get(%s, %s, %d), %d, %s);".formatted(index, port, low, bits, bits, type.signed());
    }

    private String readNodes() {
        StringBuilder text = new StringBuilder("static void read_nodes(%s& top, int64_t* v) {%n".formatted(CLASS));
        int offset = 0;
        for (Layer layer : design.layers()) {
            if (layer.isPacked() && layer.signals().getFirst() instanceof Layer.Signal.Net net) {
                int bits = layer.type().bits();
                String statement = read(net(net), "i * " + bits, bits, layer.type(), offset + " + i");
                text.append("    for (int i = 0; i < %d; i++) %s%n".formatted(layer.elements(), statement));
            } else {
                for (int i = 0; i < layer.elements(); i++) {
                    Layer.Signal signal = layer.signals().get(layer.isPacked() ? 0 : i);
                    text.append("    ")
                            .append(element(signal, String.valueOf(offset + i)))
                            .append('\n');
                }
            }
            offset += layer.elements();
        }
        return text.append("}\n").toString();
    }

    private String element(Layer.Signal signal, String index) {
        return switch (signal) {
            case Layer.Signal.Constant constant -> "v[%s] = INT64_C(%d);".formatted(index, constant.value());
            case Layer.Signal.Net net -> read(net(net), "0", net.type().bits(), net.type(), index);
        };
    }

    private String net(Layer.Signal.Net net) {
        return "top.rootp->" + encode(design.top()) + "__DOT__" + encode(net.name());
    }

    /// {@return a Verilog name as Verilator spells it in C++}
    ///
    /// Two underscores in a row, and what C++ has no names with, are written in hexadecimal.
    static String encode(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean twice = c == '_' && i + 1 < name.length() && name.charAt(i + 1) == '_';
            if (twice) {
                text.append("___05F");
                i++;
            } else if (c == '_' || (c < 128 && (i == 0 ? Character.isLetter(c) : Character.isLetterOrDigit(c)))) {
                text.append(c);
            } else {
                text.append("__0%02X".formatted((int) c));
            }
        }
        return text.toString();
    }

    private static String resource(String name) {
        try (InputStream stream = VerilatorDriver.class.getResourceAsStream("/goshawk-harness/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the harness lacks its " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
