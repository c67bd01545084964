package io.goshawk.simulator.kernels;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The C++ compiler on PATH.
final class Compiler {
    private static final int SECONDS = 120;

    private final Path program;
    private final String version;
    private final Set<String> macros;

    private Compiler(Path program) throws IOException {
        this.program = program;
        this.version = output(Path.of("."), List.of(program.toString(), "--version"));
        Path empty = Files.createTempFile("goshawk", ".cpp");
        try {
            this.macros = macros(program, empty);
        } finally {
            Files.delete(empty);
        }
    }

    private static Set<String> macros(Path program, Path empty) throws IOException {
        List<String> command = List.of(program.toString(), "-march=native", "-dM", "-E", empty.toString());
        return output(Path.of("."), command)
                .lines()
                .map(line -> line.split(" ", 3))
                .filter(words -> words.length > 1)
                .map(words -> words[1])
                .collect(Collectors.toSet());
    }

    private static final class Holder {
        private static final Optional<Compiler> FOUND = search();
    }

    /// {@return the first of g++, clang++ and c++ that works}
    static Optional<Compiler> find() {
        return Holder.FOUND;
    }

    private static Optional<Compiler> search() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String name : List.of("g++", "clang++", "c++")) {
            for (String folder : path.split(File.pathSeparator, -1)) {
                Path program = Path.of(folder).resolve(name);
                if (Files.isExecutable(program)) {
                    try {
                        return Optional.of(new Compiler(program));
                    } catch (IOException _) {
                        // One that does not answer is none.
                        continue;
                    }
                }
            }
        }
        return Optional.empty();
    }

    String version() {
        return version;
    }

    /// {@return whether this machine has the instructions of `isa`}
    boolean runs(Isa isa) {
        return isa.isWithin(macros);
    }

    /// {@return the best instruction set of this machine}
    Isa best() {
        return Arrays.stream(Isa.values()).filter(this::runs).findFirst().orElse(Isa.PLAIN);
    }

    void compile(Path folder, List<String> flags, String source, String result) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(flags);
        command.addAll(List.of(source, "-o", result));
        output(folder, command);
    }

    private static String output(Path folder, List<String> command) throws IOException {
        Path log = Files.createTempFile("goshawk", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " took longer than " + SECONDS + " s");
            }
            String text = Files.readString(log, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(
                        Stream.of(command.getFirst(), " failed: ", text).collect(Collectors.joining()));
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
