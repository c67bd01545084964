package io.goshawk.cpp;

import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.ArrayText;
import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ConstantTexts;
import io.goshawk.codegen.loops.LoopFacts;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.LoopProgram;
import io.goshawk.codegen.loops.LoopSources;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.cpp.view.BenchView;
import io.goshawk.cpp.view.ConstantsView;
import io.goshawk.cpp.view.SourceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The files of a design.
final class CppFiles {
    /// The most bytes of arrays on the stack: threads may have little of it.
    private static final long LARGEST_FRAME = 1 << 16;

    private final Templates templates = new Templates(CppBackend.class, "/goshawk-cpp/");
    private final String name;
    private final LoopProgram program;

    CppFiles(String name, LoopProgram program) {
        this.name = name;
        this.program = program;
    }

    /// {@return text by path}
    Map<String, String> files(GoldenVectors golden) {
        List<ArrayText> constants = ConstantTexts.of(program, new CppTypes());
        SourceView source = source(constants);
        BenchView bench = bench(golden);
        Map<String, String> files = new TreeMap<>();
        files.put("src/" + name + ".h", templates.render("header.peb", source));
        files.put("src/" + name + ".cpp", templates.render("source.peb", source));
        files.put(
                "src/" + name + "_constants.h",
                templates.render(
                        "constants.peb", new ConstantsView(name, CText.guard(name + "_constants"), constants)));
        for (String header : source.headers()) {
            files.put("src/" + header, templates.resource("lib/" + header));
        }
        files.put("tb/golden.h", templates.render("golden.peb", bench));
        files.put("tb/test.cpp", templates.render("test.peb", bench));
        files.put("tb/vectors_main.cpp", templates.render("vectors_main.peb", bench));
        files.put("tb/vector_files.h", LoopSources.vectorFiles());
        files.put("tb/trace.h", LoopSources.trace());
        files.put("Makefile", templates.render("makefile.peb", bench));
        files.put("CMakeLists.txt", templates.render("cmake.peb", bench));
        return files;
    }

    private SourceView source(List<ArrayText> constants) {
        CppLayers layers = new CppLayers(templates);
        List<String> functions = program.layers().stream().map(layers::render).toList();
        long bytes = program.locals().stream().mapToLong(CppTypes::bytes).sum();
        String storage = bytes > LARGEST_FRAME ? "static thread_local " : "";
        return new SourceView(
                name,
                CText.guard(name),
                Stream.concat(
                                program.inputs().stream().map(input -> port(input.says(), input.buffer())),
                                program.outputs().stream().map(output -> port(output.says(), output.buffer())))
                        .toList(),
                headers(functions, constants),
                parameters(),
                functions,
                program.unusedInputs().stream().map(Buffer::name).toList(),
                program.locals().stream()
                        .map(local -> new SourceView.Local(local.name(), storage + CppTypes.of(local), local.size()))
                        .toList(),
                program.layers().stream().map(CppFiles::step).toList(),
                copies());
    }

    /// {@return the files of the library that the source needs}
    private List<String> headers(List<String> functions, List<ArrayText> constants) {
        List<String> headers = new ArrayList<>();
        if (program.layers().stream().anyMatch(TransformerLayer.class::isInstance)) {
            headers.add("nonlinear.h");
        }
        headers.add("rounding.h");
        boolean wide = functions.stream().anyMatch(text -> text.contains(CppTypes.WIDE))
                || constants.stream().anyMatch(array -> array.type().equals(CppTypes.WIDE));
        if (wide) {
            headers.add("wide.h");
        }
        return headers;
    }

    private static SourceView.Step step(LoopLayer layer) {
        Buffer output = layer.head().output();
        boolean traced = output.type().bits() <= LoopFacts.WIDEST_TRACED;
        return new SourceView.Step(
                layer.call(), traced ? "GOSHAWK_SHOW(" + output.name() + ", " + output.size() + ");" : "");
    }

    private static SourceView.Port port(String says, Buffer buffer) {
        return new SourceView.Port(buffer.name(), CppTypes.of(buffer), buffer.size(), CText.comment(says));
    }

    private String parameters() {
        return Stream.concat(
                        program.inputs().stream()
                                .map(input -> "const "
                                        + CppTypes.parameter(
                                                input.buffer(), input.buffer().name())),
                        program.outputs().stream()
                                .map(output -> CppTypes.parameter(
                                        output.buffer(), output.buffer().name())))
                .collect(Collectors.joining(",\n             "));
    }

    private List<SourceView.Copy> copies() {
        return program.outputs().stream()
                .flatMap(output -> output.source().stream()
                        .map(source -> new SourceView.Copy(
                                output.buffer().name(), source.name(), CppTypes.of(output.buffer()), source.size())))
                .toList();
    }

    private BenchView bench(GoldenVectors golden) {
        List<Buffer> inputs =
                program.inputs().stream().map(LoopProgram.Input::buffer).toList();
        List<Buffer> outputs =
                program.outputs().stream().map(LoopProgram.Output::buffer).toList();
        String arguments = Stream.concat(inputs.stream(), outputs.stream())
                .map(Buffer::name)
                .collect(Collectors.joining(", "));
        String goldenArguments = Stream.concat(
                        inputs.stream().map(buffer -> "golden::" + buffer.name() + "[vector_]"),
                        outputs.stream().map(Buffer::name))
                .collect(Collectors.joining(", "));
        return new BenchView(
                name,
                golden.count(),
                inputs.stream().map(CppFiles::benchPort).toList(),
                outputs.stream().map(CppFiles::benchPort).toList(),
                arguments,
                goldenArguments,
                outputs.stream().mapToInt(Buffer::size).sum(),
                goldenArrays(golden, inputs, outputs));
    }

    private static BenchView.Port benchPort(Buffer buffer) {
        return new BenchView.Port(buffer.name(), CppTypes.of(buffer), buffer.size());
    }

    private static List<ArrayText> goldenArrays(GoldenVectors golden, List<Buffer> inputs, List<Buffer> outputs) {
        List<ArrayText> arrays = new ArrayList<>();
        IntStream.range(0, inputs.size())
                .forEach(i -> arrays.add(ConstantTexts.vectors(
                        CppTypes.of(inputs.get(i)),
                        inputs.get(i).name(),
                        golden.inputs().stream().map(vector -> vector.get(i)).toList(),
                        inputs.get(i).size())));
        IntStream.range(0, outputs.size())
                .forEach(i -> arrays.add(ConstantTexts.vectors(
                        CppTypes.of(outputs.get(i)),
                        outputs.get(i).name(),
                        golden.outputs().stream().map(vector -> vector.get(i)).toList(),
                        outputs.get(i).size())));
        return arrays;
    }
}
