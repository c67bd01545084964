package io.goshawk.cli;

import io.goshawk.harness.ToolMissing;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns whatever went wrong into one clear message and an exit code. No stack trace reaches the user; that of a
/// bug is part of the reproducer.
final class Failures {
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<String> arguments;

    /// @param arguments the command line, for the reproducer
    Failures(PrintWriter out, PrintWriter err, List<String> arguments) {
        this.out = out;
        this.err = err;
        this.arguments = arguments;
    }

    /// Says what is wrong with the command line. {@return the exit code}
    int usage(ParameterException reported) {
        ParameterException wrong = misspelt(reported);
        CommandLine line = wrong.getCommandLine();
        err.println("error: " + Words.lowerFirst(wrong.getMessage()));
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                err.println("  did you mean " + String.join(" or ", near.subList(0, Math.min(2, near.size()))) + "?");
            }
        }
        err.println("  see " + line.getCommandSpec().qualifiedName() + " --help");
        return json(Exit.USAGE, List.of(), Words.lowerFirst(wrong.getMessage()));
    }

    /// {@return the misspelt option, where that is why a required one is missing; else what was reported}
    private static ParameterException misspelt(ParameterException reported) {
        CommandLine line = reported.getCommandLine();
        List<String> unknown = line.getUnmatchedArguments().stream()
                .filter(argument -> argument.startsWith("-"))
                .toList();
        boolean masked = reported instanceof CommandLine.MissingParameterException && !unknown.isEmpty();
        return masked ? new UnmatchedArgumentException(line, unknown) : reported;
    }

    /// Says what went wrong. {@return the exit code}
    int exitCodeOf(Throwable broken) {
        return switch (broken) {
            case ParameterException wrong -> usage(wrong);
            case NotYet.Refused later -> say(Exit.USAGE, List.of(later.diagnostic()));
            case Refusal refusal -> say(Exit.REFUSED, refusal.diagnostics());
            case ToolMissing missing -> say(Exit.TOOL_MISSING, List.of(missing(missing)));
            case OutOfMemoryError _ -> say(Exit.BUG, List.of(outOfMemory()));
            default -> say(Exit.BUG, List.of(bug(broken)));
        };
    }

    private int say(int exit, List<Diagnostic> diagnostics) {
        Grouped.of(diagnostics).forEach(group -> err.println(group.render()));
        return json(exit, diagnostics, "");
    }

    private static Diagnostic missing(ToolMissing missing) {
        return Diagnostic.of(
                        Code.NOT_AVAILABLE, new Location.Whole("this machine"), missing.tool() + " is not installed")
                .hint("to get it: " + missing.source());
    }

    private static Diagnostic outOfMemory() {
        return Diagnostic.of(
                        Code.INTERNAL, new Location.Whole("the command line"), "the heap is too small for this model")
                .hint("GOSHAWK_OPTS=-Xmx8g gives more");
    }

    private Diagnostic bug(Throwable broken) {
        Diagnostic diagnostic = Diagnostic.of(
                Code.INTERNAL,
                new Location.Whole("the command line"),
                "a bug in Goshawk: " + Words.oneLine(broken.toString()));
        Optional<Path> folder = Reproducer.write(broken, arguments);
        return folder.map(path -> diagnostic
                        .note("what it takes to see it again is in " + path)
                        .hint("please report it, with that folder"))
                .orElse(diagnostic.note("no reproducer could be written here"));
    }

    private int json(int exit, List<Diagnostic> diagnostics, String message) {
        if (arguments.contains("--json")) {
            out.println(Json.text(Json.failure(exit, diagnostics, message)));
        }
        return exit;
    }
}
