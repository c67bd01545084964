package io.goshawk.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Compiles generated C++ and runs it.
public final class Gxx {
    private static final int LONGEST_SECONDS = 300;

    private Gxx() {}

    /// What a program said and how it ended.
    ///
    /// @param output standard output and error together
    public record Result(int exit, String output) {}

    /// Writes `files` below `folder`.
    public static void write(Path folder, Map<String, String> files) {
        files.forEach((name, text) -> {
            Path file = folder.resolve(name);
            try {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Compiles in `folder` with `arguments` and `-Werror`. {@return the program}
    /// @throws AssertionError with what the compiler said, if it refuses
    public static Path compile(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Tools.require("g++").toString(), "-Werror", "-o", "program"));
        command.addAll(List.of(arguments));
        Result result = run(folder, command.toArray(String[]::new));
        if (result.exit() != 0) {
            throw new AssertionError("g++ refuses what lies in " + folder + ":\n" + result.output());
        }
        return folder.resolve("program");
    }

    /// {@return how `command` ended in `folder`}
    /// @throws AssertionError if it takes longer than 300 seconds
    public static Result run(Path folder, String... command) {
        try {
            Path log = Files.createTempFile(folder, "output", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " ran longer than " + LONGEST_SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
