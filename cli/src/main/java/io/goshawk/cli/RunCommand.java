package io.goshawk.cli;

import io.goshawk.cli.RunReport.Reported;
import io.goshawk.frontend.ModelDoors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.simulator.SimulatorOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "An array of floats holds real numbers for the model; an array of integers raw bits for the hardware.",
            "CSV holds real numbers. Data may be larger than memory."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk run build/jet --input jets.npy --output scores.npy",
            "  goshawk run build/jet --input jets.h5:/features --engine simulator --counters",
            "  goshawk run mlp.onnx --input test.npz:features --labels test.npz:labels",
            "  goshawk run resnet50.onnx --engine network --input image.npy --output scores.npy"
        })
final class RunCommand implements Callable<Integer> {
    private static final String NETWORK = "network";
    private static final String REFERENCE = "reference";
    private static final List<String> ENGINES =
            List.of("simulator", "simulator:native", "simulator:portable", REFERENCE, NETWORK);
    /// With fewer rows, the interpreter is done before kernels are compiled.
    private static final int WORTH_COMPILING = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL|DIR", description = "A model, or a folder that goshawk compile made.")
    private Path model;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "[NAME=]FILE",
            description = {
                "Data: x.npy, x.npz or x.npz:KEY, x.h5:DATASET, x.csv; rows along axis 0;",
                "NAME= where there are several inputs."
            })
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
            description = {
                "What computes: simulator (the default for 1,000 rows and more), simulator:native, simulator:portable,",
                "reference (the interpreter, the default for fewer), or network, the model itself."
            })
    private Optional<String> engine = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads simulate; all processors unless said.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--trace",
            paramLabel = "NODE",
            split = ",",
            description = "Keep the hardware's values at this node of the model, as an array each, in --trace-output.")
    private List<String> traced = new ArrayList<>();

    @Option(
            names = "--trace-output",
            paramLabel = "FILE",
            defaultValue = "trace.npz",
            description = "trace.npz unless said.")
    private Path traces = Path.of("trace.npz");

    @Option(
            names = "--counters",
            description = "Print for each node the range of its values and how many were clamped.")
    private boolean counters;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Mixin
    private ModelOptions modelOptions = new ModelOptions();

    @Mixin
    private ShapeOptions shapeOptions = new ShapeOptions();

    @Override
    public Integer call() {
        checkOptions();
        if (isNetwork()) {
            return network();
        }
        Compiled compiled = compiled();
        List<RowSource> sources = new InputFiles(compiled).open(inputs);
        try {
            int rows = sources.getFirst().rows();
            checkOutputs(compiled);
            StreamedRun.Settings settings = new StreamedRun.Settings(
                    simulator(rows), output, raw, labels, List.copyOf(traced), traces, counters);
            report(new StreamedRun(compiled, new Execution(compiled, overflow()), settings).run(sources));
        } finally {
            sources.forEach(RowSource::close);
        }
        return Exit.DONE;
    }

    private Optional<SimulatorOptions> simulator(int rows) {
        String name = engine.orElse(rows < WORTH_COMPILING ? REFERENCE : "simulator");
        SimulatorOptions options = SimulatorOptions.fastest();
        SimulatorOptions several = threads.map(options::withThreads).orElse(options);
        return switch (name) {
            case REFERENCE -> Optional.empty();
            case "simulator:native" -> Optional.of(several.with(SimulatorOptions.Engine.NATIVE));
            case "simulator:portable" -> Optional.of(several.with(SimulatorOptions.Engine.PORTABLE));
            default -> Optional.of(several);
        };
    }

    private void checkOutputs(Compiled compiled) {
        List<String> names = (raw
                        ? compiled.hardware().outputs()
                        : compiled.hostOut().outputs())
                .stream().map(Graph.Port::name).toList();
        if (names.size() > 1
                && output.filter(file -> !file.toString().endsWith(".npz")).isPresent()) {
            throw tooMany(names);
        }
    }

    private ParameterException tooMany(List<String> names) {
        return new ParameterException(
                spec.commandLine(),
                "there are " + names.size() + " outputs, " + String.join(", ", names)
                        + ": give --output a .npz file, or compile with --head");
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
        output.ifPresent(file -> write(file, rows, outputs));
        Reported reported =
                new Reported(rows, nanos, outputs, classes, NETWORK, Optional.empty(), List.of(), List.of(), 0);
        new RunReport(spec.commandLine().getOut(), json, raw, output).print(reported);
        return Exit.DONE;
    }

    private void checkOptions() {
        if (saturate && wrap) {
            throw new ParameterException(spec.commandLine(), "--saturate and --wrap exclude each other");
        }
        if (engine.filter(name -> !ENGINES.contains(name)).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "unknown engine '" + engine.get() + "'; there are " + String.join(", ", ENGINES));
        }
        if (threads.filter(count -> count < 1).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--threads takes 1 or more");
        }
        boolean forHardware = raw || saturate || wrap || Files.isDirectory(model) || modelOptions.choosesIntegers();
        forHardware |= !traced.isEmpty() || counters;
        if (isNetwork() && forHardware) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--engine network runs a model as it is: a design, --raw, --saturate, --wrap and --input-type"
                            + " are for the hardware");
        }
    }

    private boolean isNetwork() {
        return engine.filter(NETWORK::equals).isPresent();
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

    private void write(Path file, int rows, List<Result> results) {
        if (results.size() > 1 && !file.toString().endsWith(".npz")) {
            throw tooMany(results.stream().map(Result::name).toList());
        }
        try (OutputFiles files = new OutputFiles(file, rows)) {
            files.write(results.stream().map(OutputFiles.Piece::of).toList());
        }
    }

    private void report(StreamedRun.Outcome outcome) {
        Reported reported = new Reported(
                outcome.rows(),
                outcome.nanos(),
                outcome.first(),
                outcome.classes(),
                outcome.engine(),
                outcome.perSecond(),
                outcome.probes().lines(),
                outcome.probes().documents(),
                outcome.clipped());
        new RunReport(spec.commandLine().getOut(), json, raw, output).print(reported);
    }
}
