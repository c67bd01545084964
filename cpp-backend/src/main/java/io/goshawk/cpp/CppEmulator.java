package io.goshawk.cpp;

import io.goshawk.codegen.DesignFacts;
import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.CText;
import io.goshawk.cpp.view.EmulatorView;
import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.passes.Compiler.Compiled;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A design as a shared library for experiments' software: a C interface, an emulator object in C++, a
/// wrapper in Python. Integers go in and out, or real numbers where the model's quantisers can be had
/// exactly.
public final class CppEmulator {
    private static final IntRange LONG = IntType.s(Long.SIZE).range();

    private final Templates templates = new Templates(CppBackend.class, "/goshawk-cpp/");
    private final Compiled compiled;
    private final DesignFacts facts;

    private CppEmulator(Compiled compiled, DesignFacts facts) {
        this.compiled = compiled;
        this.facts = facts;
    }

    /// {@return the files of the folder `api`, by path}
    ///
    /// @param compiled the network, with what the host does before and after
    /// @param facts about the design that this backend made of it
    public static Map<String, String> files(Compiled compiled, DesignFacts facts) {
        return new CppEmulator(compiled, facts).files();
    }

    private Map<String, String> files() {
        EmulatorView view = view();
        String stem = "api/" + facts.top();
        Map<String, String> files = new TreeMap<>();
        files.put(stem + "_api.h", templates.render("api_header.peb", view));
        files.put(stem + "_api.cpp", templates.render("api_source.peb", view));
        files.put(stem + "_emulator.h", templates.render("api_emulator.peb", view));
        files.put(stem + ".py", templates.render("api_python.peb", view));
        files.put("api/README.md", templates.render("api_readme.peb", view));
        return files;
    }

    private EmulatorView view() {
        List<Graph.Port> inputs = compiled.hardware().inputs();
        List<Graph.Port> outputs = compiled.hardware().outputs();
        List<Optional<ExactQuantiser>> quantisers = IntStream.range(0, inputs.size())
                .mapToObj(i -> ExactQuantiser.of(compiled.hostIn(), i))
                .toList();
        boolean doubles = quantisers.stream().allMatch(Optional::isPresent);
        return new EmulatorView(
                facts.top(),
                CText.guard(facts.top() + "_api"),
                IntStream.range(0, inputs.size())
                        .mapToObj(i -> input(inputs.get(i), facts.inputs().get(i), quantisers.get(i)))
                        .toList(),
                IntStream.range(0, outputs.size())
                        .mapToObj(i -> output(outputs.get(i), facts.outputs().get(i)))
                        .toList(),
                list(inputs, port -> String.valueOf(port.value().shape().size())),
                list(outputs, port -> String.valueOf(port.value().shape().size())),
                list(inputs, port -> quoted(port.name())),
                list(outputs, port -> quoted(port.name())),
                arguments(inputs.size(), outputs.size()),
                doubles,
                doubles ? after() : "some input is quantised behind other operations, which the host does");
    }

    /// {@return what of the model's end is not in the library}
    private String after() {
        boolean plain = compiled.hostOut().nodes().isEmpty();
        return plain ? "" : "; what else the model does at its end is left to the caller";
    }

    private static String arguments(int inputs, int outputs) {
        return Stream.concat(
                        IntStream.range(0, inputs).mapToObj(i -> "ports.in_" + i),
                        IntStream.range(0, outputs).mapToObj(i -> "ports.out_" + i))
                .collect(Collectors.joining(", "));
    }

    private static EmulatorView.Input input(
            Graph.Port port, DesignFacts.PortFacts fact, Optional<ExactQuantiser> quantiser) {
        IntRange type = port.value().type().intElement().range();
        IntRange range = LONG.clamp(quantiser.map(ExactQuantiser::codes).orElse(type));
        List<String> text = quantiser.map(ExactQuantiser::text).orElse(List.of("", "", "", ""));
        return new EmulatorView.Input(
                fact.port(),
                port.name(),
                port.value().shape().size(),
                literal(range.min()),
                literal(range.max()),
                meaning(port),
                quantiser.map(ExactQuantiser::says).orElse(""),
                literal(range.min()),
                literal(range.max()),
                text.get(0),
                text.get(1),
                text.get(2),
                text.get(3));
    }

    private static EmulatorView.Output output(Graph.Port port, DesignFacts.PortFacts fact) {
        Affine map = port.meaning().orElse(Affine.of(Dyadic.ONE, Dyadic.ZERO));
        int axis = map.axis();
        int channels = axis < 0 ? 1 : port.value().shape().extent(axis);
        int stride = axis < 0 ? 1 : port.value().shape().stride(axis);
        return new EmulatorView.Output(
                fact.port(),
                port.name(),
                port.value().shape().size(),
                meaning(port),
                doubles(map.scale(), channels),
                doubles(map.offset(), channels),
                stride,
                channels);
    }

    private static String doubles(Coefficients numbers, int channels) {
        return IntStream.range(0, channels)
                .mapToObj(i -> ExactQuantiser.literal(numbers.at(i)))
                .collect(Collectors.joining(", "));
    }

    private static String meaning(Graph.Port port) {
        return port.meaning().map(CText::meaning).orElse("the code itself");
    }

    private static String list(List<Graph.Port> ports, Function<Graph.Port, String> text) {
        return ports.stream().map(text).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';
            text.append(plain ? String.valueOf(c) : "_");
        }
        return text.append('"').toString();
    }

    private static String literal(BigInteger value) {
        return CText.literal(value);
    }
}
