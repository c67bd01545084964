package io.goshawk.cli;

import io.goshawk.harness.Batch;
import io.goshawk.harness.BuildCache;
import io.goshawk.harness.Design;
import io.goshawk.harness.Engine;
import io.goshawk.harness.Gxx;
import io.goshawk.harness.Iverilog;
import io.goshawk.harness.Vectors;
import io.goshawk.harness.Verification;
import io.goshawk.harness.Verilator;
import io.goshawk.ir.num.Overflow;
import io.goshawk.passes.Compiler.Compiled;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `goshawk verify`: the emitted code in the real tools against the interpreter.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = {
            "Runs a design in the real tools and compares every output with the interpreter's.",
            "The vectors: rows of the --input files, then corners (all extremes, ties), then random ones."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  goshawk verify build/jet --vectors 100000",
            "  goshawk verify build/jet --with verilator,iverilog --input jets.npy"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A folder that goshawk compile made.")
    private Path folder;

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "TOOL",
            description = "verilator, iverilog (the design's own test bench), g++; by default verilator or g++.")
    private List<String> tools = new ArrayList<>();

    @Option(
            names = "--vectors",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many vectors to make, besides those of --input (default: ${DEFAULT-VALUE}).")
    private int vectors;

    @Option(
            names = "--input",
            paramLabel = "[NAME=]FILE",
            description =
                    "Further vectors: x.npy, x.npz or x.npz:KEY; floats for the model, integers for the hardware.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of the random vectors (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print one JSON document in place of text.")
    private boolean json;

    @Override
    public Integer call() {
        Compiled compiled = DesignFiles.read(folder);
        Design design = Design.read(folder);
        List<String> chosen = tools.isEmpty() ? List.of(usual(design)) : tools;
        chosen.forEach(tool -> check(tool, design));
        if (vectors < 0 || (vectors == 0 && inputs.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "--vectors takes a positive number");
        }
        List<String> changed = DesignFiles.changed(folder);
        changed.forEach(file -> err().println("remark: " + file + " is not as goshawk compile wrote it"));
        Batch batch = batch(compiled, design);
        List<Outcome> outcomes = new ArrayList<>();
        for (String tool : chosen) {
            Outcome outcome = run(tool, compiled, design, batch, changed);
            outcomes.add(outcome);
            if (!json) {
                outcome.lines().forEach(out()::println);
            }
        }
        boolean equal = outcomes.stream().allMatch(Outcome::equal);
        if (json) {
            Map<String, Object> document =
                    Json.object("directory", folder.toString(), "equal", equal, "changedFiles", changed);
            document.put("tools", outcomes.stream().map(Outcome::document).toList());
            out().println(Json.text(document));
        }
        return equal ? Exit.DONE : Exit.DIFFERENT;
    }

    private static String usual(Design design) {
        return switch (design.target()) {
            case VERILOG -> "verilator";
            case HLS, CPP -> "g++";
        };
    }

    private void check(String tool, Design design) {
        List<String> fitting = switch (design.target()) {
            case VERILOG -> List.of("verilator", "iverilog");
            case HLS, CPP -> List.of("g++");
        };
        if (!fitting.contains(tool)) {
            String target = design.target().name().toLowerCase(java.util.Locale.ROOT);
            throw new ParameterException(
                    spec.commandLine(),
                    "--with " + tool + " does not run a " + target + " design; there is " + String.join(", ", fitting)
                            + Suggestion.among(fitting, tool));
        }
    }

    private Batch batch(Compiled compiled, Design design) {
        Batch made = Vectors.mixed(
                design.inputs(), TieVectors.of(compiled.hardware(), design.inputs(), vectors / 4, seed), vectors, seed);
        if (inputs.isEmpty()) {
            return made;
        }
        List<Samples> samples = new InputFiles(compiled).read(inputs);
        List<Stack> codes = new Execution(compiled, Overflow.REFUSE).codes(samples);
        return InterpreterOracle.pack(design.inputs(), codes).then(made);
    }

    private Outcome run(String tool, Compiled compiled, Design design, Batch batch, List<String> changed) {
        try {
            if (tool.equals("iverilog")) {
                return Outcome.ofBench(Iverilog.run(design));
            }
            if (!json) {
                err().println(tool + ": building and running, " + Words.count(batch.count(), "vector"));
            }
            BuildCache cache = BuildCache.ofUser();
            Engine engine =
                    tool.equals("verilator") ? new Verilator(design, cache, batch.count()) : new Gxx(design, cache);
            return Outcome.of(Verification.run(design, engine, batch, new InterpreterOracle(compiled, design)));
        } catch (io.goshawk.harness.ToolFailed failed) {
            if (changed.isEmpty()) {
                throw new Broken("a design that goshawk made does not run", compiled.hardware(), failed);
            }
            return Outcome.failed(tool, failed.getMessage());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
