package io.goshawk.cli;

import io.goshawk.frontend.ModelDoors;
import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk run`: a model or a design on data, bit for bit.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = {
            "Runs a model or a design on data, exactly as the hardware would; with --engine network, any model that",
            "imports, as it was read, floats and all.",
            "An array of floats holds real numbers for the model; an array of integers raw bits for the hardware."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk run build/jet --input jets.npy --output scores.npy",
            "  goshawk run mlp.onnx --input test.npz:features --labels test.npz:labels",
            "  goshawk run resnet50.onnx --engine network --input image.npy --output scores.npy"
        })
final class RunCommand implements Callable<Integer> {
    private static final String NETWORK = "network";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL|DIR", description = "A model, or a folder that goshawk compile made.")
    private Path model;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "[NAME=]FILE",
            description = "Data: x.npy, x.npz or x.npz:KEY, rows along axis 0; NAME= where there are several inputs.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the outputs go: y.npy, or y.npz for all of several.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--raw",
            description = "Write the integers of the hardware's ports in place of the model's outputs.")
    private boolean raw;

    @Option(names = "--labels", paramLabel = "FILE", description = "The right classes, one a row: prints the accuracy.")
    private Optional<String> labels = Optional.empty();

    @Option(names = "--saturate", description = "Take the nearest value for one outside an input's type.")
    private boolean saturate;

    @Option(names = "--wrap", description = "Take the low bits of a value outside an input's type.")
    private boolean wrap;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "reference",
            description = "What computes: reference, the hardware's integers (default), or network, the model itself.")
    private String engine;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Mixin
    private ModelOptions modelOptions = new ModelOptions();

    @Mixin
    private ShapeOptions shapeOptions = new ShapeOptions();

    @Override
    public Integer call() {
        checkOptions();
        if (engine.equals(NETWORK)) {
            return network();
        }
        Compiled compiled = compiled();
        List<Samples> samples = new InputFiles(compiled).read(inputs);
        Execution execution = new Execution(compiled, overflow());
        int rows = samples.getFirst().rows();
        long start = System.nanoTime();
        List<Stack> codes = execution.codes(samples);
        List<Stack> ports;
        try (Progress progress = new Progress("run", rows)) {
            ports = execution.hardware(codes, progress::at);
        }
        List<Result> outputs = execution.outputs(ports);
        long nanos = System.nanoTime() - start;
        Optional<Classes> classes = Classes.of(execution.scores(ports, outputs), labels);
        output.ifPresent(file -> write(file, raw ? rawArrays(compiled, ports) : arrays(outputs)));
        report(rows, nanos, outputs, classes);
        return Exit.DONE;
    }

    private int network() {
        Graph<OnnxOp> graph = ModelDoors.network(model, shapeOptions.importOptions(), new Diagnostics());
        List<Samples> samples = new InputFiles(graph.inputs(), graph.inputs()).read(inputs);
        int rows = samples.getFirst().rows();
        long start = System.nanoTime();
        List<Result> outputs;
        try (Progress progress = new Progress("run", rows)) {
            outputs = new NetworkRun(graph).outputs(samples, progress::at);
        }
        long nanos = System.nanoTime() - start;
        Optional<Classes> classes = Classes.of(outputs, labels);
        output.ifPresent(file -> write(file, arrays(outputs)));
        report(rows, nanos, outputs, classes);
        return Exit.DONE;
    }

    private void checkOptions() {
        if (saturate && wrap) {
            throw new ParameterException(spec.commandLine(), "--saturate and --wrap exclude each other");
        }
        if (!engine.equals("reference") && !engine.equals(NETWORK)) {
            throw new ParameterException(
                    spec.commandLine(), "unknown engine '" + engine + "'; there are reference and " + NETWORK);
        }
        boolean forHardware = raw || saturate || wrap || Files.isDirectory(model) || modelOptions.choosesIntegers();
        if (engine.equals(NETWORK) && forHardware) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--engine network runs a model as it is: a design, --raw, --saturate, --wrap and --input-type"
                            + " are for the hardware");
        }
    }

    private Overflow overflow() {
        return saturate ? Overflow.SATURATE : wrap ? Overflow.WRAP : Overflow.REFUSE;
    }

    private Compiled compiled() {
        if (Files.isDirectory(model)) {
            return DesignFiles.read(model);
        }
        return new SourceModel(model)
                .compile(modelOptions.options(), shapeOptions.importOptions(), PassContext.plain());
    }

    private static Map<String, NpyArray> arrays(List<Result> outputs) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (Result result : outputs) {
            arrays.put(
                    result.name(),
                    result.integral()
                            ? integers(
                                    result.row(),
                                    result.rows(),
                                    Arrays.stream(result.values())
                                            .mapToLong(value -> (long) value)
                                            .toArray())
                            : new NpyArray.Reals(
                                    stacked(result.row(), result.rows()), NpyType.FLOAT64, result.values()));
        }
        return arrays;
    }

    private static Map<String, NpyArray> rawArrays(Compiled compiled, List<Stack> ports) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            Stack stack = ports.get(i);
            arrays.put(
                    compiled.hardware().outputs().get(i).name(), integers(stack.row(), stack.rows(), stack.values()));
        }
        return arrays;
    }

    private static NpyArray integers(Shape row, int rows, long[] values) {
        return new NpyArray.Integers(stacked(row, rows), NpyType.INT64, values);
    }

    /// Rows along axis 0: in place of a leading extent of 1, else multiplied into it.
    private static Shape stacked(Shape row, int rows) {
        List<Integer> extents = new ArrayList<>(row.extents());
        if (extents.isEmpty()) {
            return Shape.of(rows);
        }
        extents.set(0, extents.getFirst() * rows);
        return new Shape(extents);
    }

    private void write(Path file, Map<String, NpyArray> arrays) {
        try {
            if (file.toString().endsWith(".npz")) {
                Npz.write(file, arrays);
            } else if (arrays.size() == 1) {
                Npy.write(file, arrays.values().iterator().next());
            } else {
                throw new ParameterException(
                        spec.commandLine(),
                        "there are " + arrays.size() + " outputs, " + String.join(", ", arrays.keySet())
                                + ": give --output a .npz file, or compile with --head");
            }
        } catch (IOException e) {
            throw new Refusal(Diagnostic.of(
                    Code.OUTPUT_NOT_WRITABLE,
                    new Location.Whole(file.toString()),
                    "it cannot be written: " + Words.oneLine(String.valueOf(e.getMessage()))));
        }
    }

    private void report(int rows, long nanos, List<Result> outputs, Optional<Classes> classes) {
        PrintWriter out = spec.commandLine().getOut();
        double perSecond = rows / (nanos / 1e9);
        if (json) {
            Map<String, Object> document =
                    Json.object("rows", rows, "seconds", nanos / 1e9, "rowsPerSecond", perSecond);
            document.put(
                    "outputs",
                    outputs.stream()
                            .map(result -> Json.object(
                                    "name", result.name(), "shape", result.row().extents()))
                            .toList());
            classes.ifPresent(found -> found.describe(document));
            document.put("file", output.map(Path::toString));
            out.println(Json.text(document));
            return;
        }
        out.println(String.format(
                Locale.ROOT, "%s in %s, %,.0f a second", Words.count(rows, "row"), Words.seconds(nanos), perSecond));
        classes.ifPresent(found -> found.lines().forEach(out::println));
        if (output.isPresent()) {
            out.println((raw ? "hardware outputs" : "outputs") + " in " + output.get());
        } else {
            outputs.forEach(result -> out.println(result.name() + ": " + firstRow(result)));
            out.println("Next: --output y.npy keeps the outputs");
        }
    }

    private static String firstRow(Result result) {
        int shown = Math.min(10, result.row().size());
        String numbers = Arrays.stream(result.values(), 0, shown)
                .mapToObj(value ->
                        result.integral() ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.6g", value))
                .collect(Collectors.joining(", "));
        return "row 0 is "
                + Stream.of(numbers, shown < result.row().size() ? "..." : "")
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
    }
}
