package io.goshawk.rtl;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.codegen.TargetSettings.PortStyle;
import io.goshawk.codegen.TargetSettings.ResetStyle;
import io.goshawk.ir.Graph;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.PassContext;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A design made by the backend, and the tools run on it.
record Emitted(Graph<IntegerOp> graph, Graph<CircuitOp> circuit, Artifacts artifacts) {
    static Emitted design(Graph<IntegerOp> graph, double clockNanos, ResetStyle reset, PortStyle ports, int vectors) {
        VerilogBackend backend = new VerilogBackend();
        TargetSettings settings = new TargetSettings("net", clockNanos, Optional.empty(), reset, ports);
        PassContext context = PassContext.plain();
        RtlOptions options = backend.options(settings, context.diagnostics());
        Graph<CircuitOp> circuit = backend.lowering(options).apply(graph, context);
        backend.check(circuit, options, context.diagnostics());
        context.diagnostics().stopOnErrors();
        GoldenVectors golden = Networks.golden(graph, vectors, 5);
        return new Emitted(graph, circuit, backend.emit(circuit, golden, options));
    }

    static Emitted design(Graph<IntegerOp> graph, double clockNanos) {
        return design(graph, clockNanos, ResetStyle.SYNC, PortStyle.PACKED, 60);
    }

    Emitted withFile(String path, String text) {
        Map<String, String> files = new java.util.TreeMap<>(artifacts.files());
        files.put(path, text);
        return new Emitted(graph, circuit, Artifacts.of(files, artifacts.facts()));
    }

    /// Writes the files. {@return the folder}
    Path write(Path folder) {
        artifacts.files().forEach((path, text) -> {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return folder;
    }

    /// {@return what the emitted test bench prints under Icarus Verilog}
    String simulate(Path folder) {
        String iverilog = Tools.require("iverilog").toString();
        String vvp = Tools.require("vvp").toString();
        Path bench = write(folder).resolve("tb");
        List<String> compile = new ArrayList<>(List.of(iverilog, "-g2005", "-o", "bench", "net_tb.v"));
        compile.addAll(sources());
        return run(bench, compile) + run(bench, List.of(vvp, "-n", "bench"));
    }

    /// {@return what Verilator's lint says}
    String lint(Path folder) {
        String verilator = Tools.require("verilator").toString();
        List<String> command = new ArrayList<>(List.of(verilator, "--lint-only", "-Wall", "--top", "net"));
        command.addAll(sources());
        return run(write(folder).resolve("tb"), command);
    }

    private List<String> sources() {
        return artifacts.files().keySet().stream()
                .filter(file -> file.startsWith("rtl/"))
                .flatMap(file -> Stream.of("../" + file))
                .toList();
    }

    private static String run(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : output + "\nexit " + process.exitValue() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
