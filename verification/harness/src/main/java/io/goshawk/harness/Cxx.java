package io.goshawk.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The C++ compiler, in one folder with one set of flags; two compilers run at a time.
final class Cxx {
    private static final int COMPILERS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Path folder;
    private final List<String> flags;
    private final Path compiler;

    /// @throws ToolMissing if there is none
    Cxx(Path folder, List<String> flags) {
        this.folder = folder;
        this.flags = List.copyOf(flags);
        this.compiler = Processes.find("g++");
    }

    /// {@return the object file of a source file}
    static String object(String source) {
        return source.substring(source.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "") + ".o";
    }

    void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Compiles each of `sources` to its object file in the folder.
    void compile(List<String> sources) {
        try (ExecutorService compilers = Executors.newFixedThreadPool(COMPILERS)) {
            List<Future<String>> results = new ArrayList<>();
            for (String source : sources) {
                results.add(compilers.submit(() -> run("-c", source, "-o", object(source))));
            }
            for (Future<String> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ToolFailed failed ? failed : new ToolFailed("g++ failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolFailed("g++ was interrupted", e);
        }
    }

    /// Precompiles a header of the folder, for those who include it from there before anything else.
    void precompile(String header) {
        run("-x", "c++-header", header, "-o", header + ".gch");
    }

    /// Links object files to a program.
    void link(List<String> objects, Path program) {
        List<String> arguments = new ArrayList<>(objects);
        arguments.addAll(List.of("-pthread", "-o", program.toString()));
        run(arguments.toArray(String[]::new));
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(compiler.toString()));
        command.addAll(flags);
        command.addAll(List.of(arguments));
        return Processes.check(command, folder, LIMIT);
    }
}
