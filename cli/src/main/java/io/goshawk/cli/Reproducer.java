package io.goshawk.cli;

import io.goshawk.ir.text.Printer;
import io.goshawk.passes.PassFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A folder with what it takes to see a bug again: the command line, the graph that broke a pass, the stack
/// trace.
final class Reproducer {
    private Reproducer() {}

    /// {@return the folder written, in the working folder or else that for temporary files; none where neither
    /// can be}
    static Optional<Path> write(Throwable broken, List<String> arguments) {
        for (Path parent : List.of(Path.of(""), Path.of(System.getProperty("java.io.tmpdir")))) {
            try {
                Path folder = Files.createTempDirectory(parent.toAbsolutePath(), "goshawk-reproducer-");
                fill(folder, broken, arguments);
                return Optional.of(folder);
            } catch (IOException | RuntimeException _) {
                // The next place, then; what the user must hear of is the bug itself.
            }
        }
        return Optional.empty();
    }

    private static void fill(Path folder, Throwable broken, List<String> arguments) throws IOException {
        String command = arguments.stream().map(Reproducer::quoted).collect(Collectors.joining(" "));
        Files.writeString(folder.resolve("command.txt"), "goshawk " + command + "\n");
        StringWriter trace = new StringWriter();
        broken.printStackTrace(new PrintWriter(trace, true));
        String machine = "goshawk " + Version.TEXT + ", Java " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + "\n";
        Files.writeString(folder.resolve("trace.txt"), machine + trace);
        if (broken instanceof PassFailure failure) {
            Files.writeString(folder.resolve("input.ghk"), Printer.print(failure.input()));
        }
        if (broken instanceof Broken failure) {
            Files.writeString(folder.resolve("input.ghk"), Printer.print(failure.graph()));
        }
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=,@%+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
