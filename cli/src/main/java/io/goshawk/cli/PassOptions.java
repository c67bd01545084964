package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.PassObserver;
import io.goshawk.passes.PassReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/// Options that look into the compiler: what its passes take, make and may leave out.
final class PassOptions {
    @Option(names = "--time-passes", description = "Show what each pass took and did.")
    private boolean timePasses;

    @Option(
            names = "--dump-after",
            paramLabel = "PASS",
            description = "Show the graph as text after this pass; may be given several times.")
    private Set<String> dumpAfter = new HashSet<>();

    @Option(
            names = "--dump-dir",
            paramLabel = "D",
            description = "Write the graphs there, as 01-PASS.ghk and so on; without --dump-after those of all passes.")
    private Optional<Path> dumpFolder = Optional.empty();

    @Option(names = "--verify-each", description = "Check the rules of the IR after each pass.")
    private boolean verifyEach;

    @Option(
            names = "--bisect-limit",
            paramLabel = "N",
            description = "Let only the first N runs of optional passes happen.")
    private int bisectLimit = PassContext.NO_LIMIT;

    /// {@return a context that does what the options say}
    /// @param err where dumps without a folder go
    PassContext context(PrintWriter err) {
        List<PassObserver> observers = new ArrayList<>();
        if (dumpFolder.isPresent() || !dumpAfter.isEmpty()) {
            observers.add((index, name, graph) -> dump(index, name, graph, err));
        }
        if (verifyEach) {
            observers.add((_, name, graph) -> check(name, graph));
        }
        return new PassContext(new Diagnostics(), bisectLimit, observers);
    }

    private static void check(String pass, Graph<? extends Op> graph) {
        try {
            Verifier.require(graph);
        } catch (Refusal broken) {
            throw new Broken("pass " + pass + " made a graph that breaks the rules of the IR", graph, broken);
        }
    }

    private void dump(int index, String name, Graph<? extends Op> graph, PrintWriter err) {
        if (!dumpAfter.isEmpty() && !dumpAfter.contains(name)) {
            return;
        }
        String text = Printer.print(graph);
        if (dumpFolder.isEmpty()) {
            err.println("// after pass " + index + ", " + name);
            err.println(text);
            return;
        }
        try {
            Files.createDirectories(dumpFolder.get());
            String file = String.format(Locale.ROOT, "%02d-%s.ghk", index, name);
            Files.writeString(dumpFolder.get().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says what passes there were where one that was to be dumped is not among them.
    void checkDumped(PassContext context, PrintWriter err) {
        Set<String> names = new TreeSet<>();
        context.reports().forEach(report -> names.add(report.name()));
        dumpAfter.stream()
                .filter(name -> !names.contains(name))
                .forEach(name ->
                        err.println("remark: no pass called " + name + " ran; there were " + String.join(", ", names)));
    }

    boolean timesPasses() {
        return timePasses;
    }

    /// {@return a table of what ran}
    static List<String> timing(PassContext context) {
        Table table = new Table("rlrrrl", "#", "pass", "ms", "ops before", "after", "");
        for (PassReport report : context.reports()) {
            table.add(
                    String.valueOf(report.index()),
                    report.name(),
                    String.format(Locale.ROOT, "%.2f", report.nanos() / 1e6),
                    String.valueOf(report.nodesBefore()),
                    String.valueOf(report.nodesAfter()),
                    report.skipped() ? "skipped" : report.changed() ? "changed" : "");
        }
        return table.lines();
    }
}
