package io.goshawk.hls;

import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.Templates;
import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.ConstantTexts;
import io.goshawk.codegen.loops.LoopFacts;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.LoopProgram;
import io.goshawk.codegen.loops.LoopSources;
import io.goshawk.codegen.loops.TransformerLayer;
import io.goshawk.hls.view.BenchView;
import io.goshawk.hls.view.ConstantsView;
import io.goshawk.hls.view.SourceView;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of a project.
final class HlsFiles {
    private final Templates templates = new Templates(HlsBackend.class, "/goshawk-hls/");
    private final HlsOptions options;
    private final LoopProgram program;
    private final Schedule schedule;
    private final HlsLayers layers;

    HlsFiles(HlsOptions options, LoopProgram program, Schedule schedule) {
        this.options = options;
        this.program = program;
        this.schedule = schedule;
        this.layers = new HlsLayers(
                templates,
                schedule,
                program.constants().stream()
                        .map(LoopProgram.ConstantArray::buffer)
                        .collect(Collectors.toSet()));
    }

    /// {@return text by path}
    Map<String, String> files(GoldenVectors golden) {
        String top = options.top();
        SourceView source = source();
        BenchView bench = bench(golden.count());
        ConstantsView constants =
                new ConstantsView(top, CText.guard(top + "_constants"), ConstantTexts.of(program, new HlsTypes()));
        Map<String, String> files = new TreeMap<>();
        files.put("src/" + top + ".h", templates.render("header.peb", source));
        files.put("src/" + top + ".cpp", templates.render("source.peb", source));
        files.put("src/" + top + "_constants.h", templates.render("constants.peb", constants));
        for (String header : headers()) {
            files.put("src/" + header, templates.resource("lib/" + header));
        }
        files.put("tb/golden_in.dat", table(golden.inputs()));
        files.put("tb/golden_out.dat", table(golden.outputs()));
        files.put("tb/test.cpp", templates.render("test.peb", bench));
        files.put("tb/vectors_main.cpp", templates.render("vectors_main.peb", bench));
        files.put("tb/vector_files.h", LoopSources.vectorFiles());
        files.put("tb/trace.h", LoopSources.trace());
        files.put("build_prj.tcl", templates.render("build_prj.peb", bench));
        return files;
    }

    /// {@return a line for each vector: all its elements in decimal, as 64-bit two's complement
    ///     integers}
    private static String table(List<List<IntTensor>> vectors) {
        return vectors.stream()
                .map(vector -> vector.stream()
                        .flatMap(tensor -> tensor.toBigs().stream())
                        .map(value -> String.valueOf(value.longValue()))
                        .collect(Collectors.joining(" ", "", "\n")))
                .collect(Collectors.collectingAndThen(Collectors.joining(), text -> text.isEmpty() ? "\n" : text));
    }

    /// {@return the files of the library that the source needs}
    private List<String> headers() {
        return program.layers().stream().anyMatch(TransformerLayer.class::isInstance)
                ? List.of("nonlinear.h", "rounding.h")
                : List.of("rounding.h");
    }

    private SourceView source() {
        return new SourceView(
                options.top(),
                CText.guard(options.top()),
                ports(),
                headers(),
                Stream.concat(
                                program.inputs().stream()
                                        .map(input -> "const "
                                                + HlsLayers.parameter(
                                                        input.buffer(),
                                                        input.buffer().name())),
                                program.outputs().stream()
                                        .map(output -> HlsLayers.parameter(
                                                output.buffer(), output.buffer().name())))
                        .collect(Collectors.joining(",\n          ")),
                pragmas(),
                program.layers().stream().map(layers::render).toList(),
                program.unusedInputs().stream().map(Buffer::name).toList(),
                program.locals().stream().map(this::local).toList(),
                program.layers().stream().map(HlsFiles::step).toList(),
                copies());
    }

    private List<String> ports() {
        return Stream.concat(
                        program.inputs().stream().map(LoopProgram.Input::says),
                        program.outputs().stream().map(LoopProgram.Output::says))
                .flatMap(says -> CText.comment(says).stream())
                .toList();
    }

    private List<String> pragmas() {
        List<String> pragmas = new ArrayList<>(schedule.top());
        program.inputs()
                .forEach(input -> pragmas.addAll(schedule.port(input.buffer().name(), false)));
        program.outputs()
                .forEach(output -> pragmas.addAll(schedule.port(output.buffer().name(), true)));
        return pragmas;
    }

    private SourceView.Local local(Buffer buffer) {
        return new SourceView.Local(buffer.name(), HlsTypes.of(buffer), buffer.size(), schedule.local(buffer));
    }

    private static SourceView.Step step(LoopLayer layer) {
        Buffer output = layer.head().output();
        String trace = output.type().bits() <= LoopFacts.WIDEST_TRACED
                ? "GOSHAWK_SHOW(" + output.name() + ", " + output.size() + ");"
                : "";
        return new SourceView.Step(layer.call(), trace);
    }

    private List<String> copies() {
        return program.outputs().stream()
                .flatMap(output -> output.source().stream().map(source -> layers.copy(source, output.buffer())))
                .toList();
    }

    private BenchView bench(int count) {
        List<Buffer> inputs =
                program.inputs().stream().map(LoopProgram.Input::buffer).toList();
        List<Buffer> outputs =
                program.outputs().stream().map(LoopProgram.Output::buffer).toList();
        return new BenchView(
                options.top(),
                inputs.stream().map(HlsFiles::benchPort).toList(),
                outputs.stream().map(HlsFiles::benchPort).toList(),
                Stream.concat(inputs.stream(), outputs.stream())
                        .map(Buffer::name)
                        .collect(Collectors.joining(", ")),
                count,
                outputs.stream().mapToInt(Buffer::size).sum(),
                options.part(),
                String.valueOf(options.clockNanos()),
                resetCommands());
    }

    private static BenchView.Port benchPort(Buffer buffer) {
        return new BenchView.Port(buffer.name(), HlsTypes.of(buffer), buffer.size());
    }

    /// Vitis HLS User Guide (UG1399), `config_rtl`.
    private List<String> resetCommands() {
        return switch (options.reset()) {
            case SYNC -> List.of("config_rtl -reset control -reset_level high");
            case ASYNC -> List.of("config_rtl -reset control -reset_level high -reset_async");
            case NONE -> List.of("config_rtl -reset none");
        };
    }
}
