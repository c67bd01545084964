package io.goshawk.cli;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.Backend;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.cpp.CppEmulator;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.FormCost;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk compile`: a model in, a design out.
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = "Makes a design of a model: Verilog, an HLS project or C++, equal to the model to the last bit.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk compile jet-tagger.onnx --target verilog --clock 2.5 -o build/jet",
            "  goshawk compile mlp.onnx --input-type x=fixed:16,6 --target hls -o build/mlp"
        })
final class CompileCommand implements Callable<Integer> {
    private static final int VECTORS = 64;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A QONNX or ONNX model (.onnx), or Goshawk's text of one (.ghk).")
    private Path model;

    @Option(names = "--target", required = true, paramLabel = "TARGET", description = "verilog, hls or cpp.")
    private String target;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Where the design goes; an older design there is replaced once the new one is whole.")
    private Path output;

    @Option(names = "--force", description = "Replace DIR even if it holds something else.")
    private boolean force;

    @Option(
            names = "--vectors",
            paramLabel = "N",
            description = "Golden vectors for the design's own test bench (default: 64, fewer for large networks).")
    private Optional<Integer> vectors = Optional.empty();

    @Option(names = "--json", description = "Print design.json in place of the summary.")
    private boolean json;

    @Mixin
    private ModelOptions modelOptions = new ModelOptions();

    @Mixin
    private ShapeOptions shapeOptions = new ShapeOptions();

    @Mixin
    private TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private PassOptions passOptions = new PassOptions();

    @Override
    public Integer call() {
        Stages stages = new Stages();
        Backend<?, ?> backend = backend();
        checkNumbers();
        DesignFolder folder = new DesignFolder(output, force);
        folder.check();
        stages.done("options");
        SourceModel source = new SourceModel(model);
        PassContext context = passOptions.context(err());
        Compiled compiled = source.compile(modelOptions.options(costs()), shapeOptions.importOptions(), context);
        stages.done("import and passes");
        TargetSettings settings = targetOptions.settings(source.stem());
        GoldenVectors golden = GoldenMaker.make(
                compiled,
                vectors.orElseGet(() -> Workload.of(compiled.hardware()).affordable(VECTORS)));
        stages.done("golden vectors");
        Artifacts artifacts = withLibrary(Emission.run(backend, settings, compiled, golden, context), compiled);
        stages.done("backend");
        Map<String, Object> document =
                DesignDocument.of(source, target, costs(), describedOptions(), compiled, artifacts);
        Map<String, String> files = new TreeMap<>(artifacts.files());
        files.put(DesignFolder.DOCUMENT, Json.text(document) + "\n");
        files.put("model.ghk", SourceModel.text(compiled));
        folder.write(files);
        stages.done("writing");
        report(context, compiled, artifacts, document, stages);
        return Exit.DONE;
    }

    /// The library knows what the host does, which backends are not told.
    private Artifacts withLibrary(Artifacts design, Compiled compiled) {
        if (!target.equals("cpp")) {
            return design;
        }
        Map<String, String> files = new TreeMap<>(design.files());
        files.putAll(CppEmulator.files(compiled, design.facts()));
        return Artifacts.of(files, design.facts());
    }

    /// A processor multiplies in one instruction; logic adds up digits.
    private FormCost costs() {
        return target.equals("cpp") ? FormCost.INSTRUCTIONS : FormCost.LOGIC;
    }

    private Backend<?, ?> backend() {
        return Backends.named(target)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "unknown target '" + target + "'; there are " + String.join(", ", Backends.names())
                                + Suggestion.among(Backends.names(), target)));
    }

    private void checkNumbers() {
        if (vectors.isPresent() && (vectors.get() < 1 || vectors.get() > 100_000)) {
            throw new ParameterException(spec.commandLine(), "--vectors takes 1 to 100000, not " + vectors.get());
        }
        if (!targetOptions.clockIsPositive()) {
            throw new ParameterException(spec.commandLine(), "--clock takes a positive number of ns");
        }
    }

    private Map<String, Object> describedOptions() {
        Map<String, Object> options = new LinkedHashMap<>();
        modelOptions.describe(options);
        shapeOptions.describe(options);
        if (!target.equals("cpp")) {
            targetOptions.describe(options);
        }
        options.put("vectors", vectors);
        return options;
    }

    private void report(
            PassContext context, Compiled compiled, Artifacts artifacts, Map<String, Object> document, Stages stages) {
        context.diagnostics().all().forEach(remark -> err().println(remark.render()));
        passOptions.checkDumped(context, err());
        if (passOptions.timesPasses()) {
            PassOptions.timing(context).forEach(err()::println);
            err().println(stages.line());
        }
        long nanos = stages.total();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> all = Json.object("directory", output.toString(), "seconds", nanos / 1e9);
            all.putAll(document);
            all.put("diagnostics", Json.diagnostics(context.diagnostics().all()));
            out.println(Json.text(all));
            return;
        }
        out.println(model.getFileName() + " as " + target + ", top "
                + artifacts.facts().top());
        out.println();
        Summary.of(compiled, artifacts.facts(), targetOptions.clock()).forEach(out::println);
        out.println();
        out.println(Words.count(artifacts.files().size() + 2L, "file") + " in " + output + ", " + Words.seconds(nanos));
        out.println("Next: goshawk verify " + output);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
