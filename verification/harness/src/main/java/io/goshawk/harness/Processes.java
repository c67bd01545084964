package io.goshawk.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Finds and runs programs.
final class Processes {
    private static final int SHOWN_CHARACTERS = 4000;
    private static final Map<String, String> DEBIAN_PACKAGE = Map.of("vvp", "iverilog");
    private static final Map<Path, String> VERSIONS = new ConcurrentHashMap<>();

    private Processes() {}

    /// What a program did.
    ///
    /// @param output standard output and standard error together
    record Outcome(int status, String output) {}

    /// {@return the program `name` on the `PATH`}
    /// @throws ToolMissing if it is not there
    static Path find(String name) {
        return findOptional(name)
                .orElseThrow(() -> new ToolMissing(
                        name, "Debian's package " + DEBIAN_PACKAGE.getOrDefault(name, name) + " has it"));
    }

    static Optional<Path> findOptional(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /// {@return what `program --version` prints first}
    static String version(Path program) {
        return VERSIONS.computeIfAbsent(
                program,
                tool -> check(List.of(tool.toString(), "--version"), Path.of("."), Duration.ofMinutes(1))
                        .lines()
                        .findFirst()
                        .orElse("unknown"));
    }

    /// Runs a command that should succeed. {@return what it printed}
    ///
    /// @throws ToolFailed if it does not, or takes longer than `limit`
    static String check(List<String> command, Path folder, Duration limit) {
        Outcome outcome = run(command, folder, limit);
        if (outcome.status() != 0) {
            throw new ToolFailed("%s ended with status %d:%n%s"
                    .formatted(Path.of(command.getFirst()).getFileName(), outcome.status(), tail(outcome.output())));
        }
        return outcome.output();
    }

    /// Runs a command.
    ///
    /// @throws ToolFailed if it cannot be started, or takes longer than `limit`
    static Outcome run(List<String> command, Path folder, Duration limit) {
        String name = Path.of(command.getFirst()).getFileName().toString();
        try {
            Path log = Files.createTempFile("goshawk-", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectOutput(log.toFile())
                        .start();
                int status = await(process, name, limit);
                return new Outcome(status, Files.readString(log, StandardCharsets.ISO_8859_1));
            } finally {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new ToolFailed(name + " could not be run: " + e.getMessage(), e);
        }
    }

    private static int await(Process process, String name, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new ToolFailed(name + " took longer than " + limit.toSeconds() + " s and was stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolFailed(name + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String tail(String output) {
        String text = output.strip();
        return text.length() <= SHOWN_CHARACTERS ? text : "…" + text.substring(text.length() - SHOWN_CHARACTERS);
    }

    /// {@return a new folder for what comes and goes with one run}
    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("goshawk-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes `folder` and all in it.
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
