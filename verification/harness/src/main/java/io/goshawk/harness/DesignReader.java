package io.goshawk.harness;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.num.IntRange;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads `design.json`; the README of this module says what is in it.
final class DesignReader {
    private static final String FILE = "design.json";

    private final Path file;

    private DesignReader(Path file) {
        this.file = file;
    }

    static Design read(Path folder) {
        DesignReader reader = new DesignReader(folder.resolve(FILE));
        if (!Files.isRegularFile(reader.file)) {
            throw reader.refusal("there is no " + FILE + " in it: not a design that goshawk compile made");
        }
        try {
            JsonNode root = new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(Files.readString(reader.file));
            return reader.design(folder, root);
        } catch (JacksonException e) {
            throw reader.refusal(FILE + " is no JSON document: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw reader.refusal(FILE + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw reader.refusal(FILE + " is malformed: " + e.getMessage());
        }
    }

    private Refusal refusal(String why) {
        Path folder = file.toAbsolutePath().getParent();
        return new Refusal(Diagnostic.of(Code.NOT_A_DESIGN, new Location.Whole(folder.toString()), why)
                .hint("compile one: goshawk compile MODEL --target verilog -o DIR"));
    }

    private Design design(Path folder, JsonNode root) {
        Design.Target target = choice(Design.Target.class, root, "target");
        boolean verilog = target == Design.Target.VERILOG;
        return new Design(
                folder,
                target,
                text(root, "top"),
                list(root, "inputs", DesignReader::port),
                list(root, "outputs", DesignReader::port),
                verilog ? Optional.of(verilogPorts(root)) : Optional.empty(),
                root.has("layers") ? list(root, "layers", node -> layer(node, verilog)) : List.of());
    }

    private static Design.VerilogPorts verilogPorts(JsonNode root) {
        return new Design.VerilogPorts(
                number(root, "latencyCycles"),
                text(root, "portStyle").equals("packed"),
                choice(Design.Reset.class, root, "reset"),
                root.path("clockPort").asText("clk"),
                root.path("resetPort").asText("rst"),
                root.path("validInPort").asText("in_valid"),
                root.path("validOutPort").asText("out_valid"));
    }

    private static DesignPort port(JsonNode node) {
        String name = text(node, "name");
        IntType type = type(node);
        BigInteger min = big(node, "min").orElse(type.range().min());
        BigInteger max = big(node, "max").orElse(type.range().max());
        Shape shape = new Shape(list(node, "shape", DesignReader::extent));
        if (node.has("elements") && node.get("elements").asInt() != shape.size()) {
            throw new IllegalArgumentException(name + " has not as many elements as its shape says");
        }
        return new DesignPort(name, node.path("port").asText(name), shape, type, new IntRange(min, max));
    }

    private static int extent(JsonNode node) {
        if (!node.canConvertToInt()) {
            throw new IllegalArgumentException(node + " is no extent");
        }
        return node.asInt();
    }

    private static Layer layer(JsonNode node, boolean verilog) {
        IntType type = type(node);
        int elements = number(node, "elements");
        List<Layer.Signal> signals =
                verilog ? list(node, "signals", signal -> signal(signal, type)) : List.<Layer.Signal>of();
        if (verilog && signals.size() != 1 && signals.size() != elements) {
            throw new IllegalArgumentException(signals.size() + " signals for " + elements + " elements");
        }
        return new Layer(text(node, "node"), text(node, "origin"), elements, type, signals);
    }

    private static Layer.Signal signal(JsonNode node, IntType type) {
        if (node.isTextual()) {
            return new Layer.Signal.Net(node.asText(), type);
        }
        return node.has("constant")
                ? new Layer.Signal.Constant(node.get("constant").asLong())
                : new Layer.Signal.Net(text(node, "net"), type(node));
    }

    private static IntType type(JsonNode node) {
        return new IntType(required(node, "signed").asBoolean(), number(node, "bits"));
    }

    private static Optional<BigInteger> big(JsonNode node, String key) {
        return node.has(key) ? Optional.of(new BigInteger(node.get(key).asText())) : Optional.empty();
    }

    private static int number(JsonNode node, String key) {
        if (!required(node, key).canConvertToInt()) {
            throw new IllegalArgumentException("\"" + key + "\" is no number");
        }
        return node.get(key).asInt();
    }

    private static String text(JsonNode node, String key) {
        return required(node, key).asText();
    }

    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode node, String key) {
        String name = text(node, key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("\"" + key + "\" is \"" + name + "\"");
    }

    private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> element) {
        if (!required(node, key).isArray()) {
            throw new IllegalArgumentException("\"" + key + "\" is no list");
        }
        List<T> elements = new ArrayList<>();
        node.get(key).forEach(entry -> elements.add(element.apply(entry)));
        return elements;
    }

    private static JsonNode required(JsonNode node, String key) {
        if (!node.hasNonNull(key)) {
            throw new IllegalArgumentException("\"" + key + "\" is missing");
        }
        return node.get(key);
    }
}
