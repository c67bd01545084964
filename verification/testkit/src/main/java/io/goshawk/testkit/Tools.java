package io.goshawk.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// What tests need from outside: programs, the Python environment, models and data. What is absent is never passed
/// over in silence: a test is skipped with a reason, and where `CI=true` a missing tool fails it.
public final class Tools {
    private static final Map<String, String> DEBIAN_PACKAGE = Map.of(
            "verilator", "verilator",
            "yosys", "yosys",
            "iverilog", "iverilog",
            "vvp", "iverilog",
            "g++", "g++",
            "make", "make",
            "python3", "python3");

    private static final Tools HERE = new Tools(System.getenv(), Path.of("").toAbsolutePath());

    private final Map<String, String> environment;
    private final Path workingFolder;

    Tools(Map<String, String> environment, Path workingFolder) {
        this.environment = environment;
        this.workingFolder = workingFolder;
    }

    /// {@return the program `name` on the `PATH`}; without it the test is skipped, and fails where `CI=true`.
    public static Path require(String name) {
        return HERE.requireTool(name);
    }

    /// {@return the Python interpreter of the test environment, which can import `modules`}; without it the test is
    /// skipped, and fails where `CI=true`.
    ///
    /// Tried in order: `GOSHAWK_VENV`, `GOSHAWK_PYTHON`, `.venv/bin/python` in the repository root,
    /// `python3` on the `PATH`.
    public static Path python(String... modules) {
        return HERE.requirePython(modules);
    }

    /// {@return the file or folder `path` of the models and data that are not part of the repository}
    ///
    /// They lie in the folder `GOSHAWK_DATA`, by default `../shared/data` from the repository root. Without that
    /// default folder the test is skipped; a `path` that is absent from a folder that exists, or from the one that
    /// `GOSHAWK_DATA` names, fails the test.
    public static Path data(String path) {
        return HERE.dataPath(path);
    }

    /// {@return the repository's root: the nearest folder, upwards from here, that holds the file `goshawk`}
    /// @throws IllegalStateException if there is none
    public static Path root() {
        return HERE.findRoot()
                .orElseThrow(() -> new IllegalStateException("no folder above holds the file \"goshawk\""));
    }

    /// {@return whether this is a run of continuous integration, where nothing may be skipped for want of a tool}
    public static boolean isContinuousIntegration() {
        return HERE.isCi();
    }

    Path requireTool(String name) {
        return find(name)
                .orElseGet(() -> absent(name + " is not on the PATH"
                        + Optional.ofNullable(DEBIAN_PACKAGE.get(name))
                                .map(debian -> "; Debian's package is " + debian)
                                .orElse("")));
    }

    Path requirePython(String... modules) {
        String imports = "import " + String.join(", ", modules.length == 0 ? new String[] {"sys"} : modules);
        UnaryOperator<Path> whole = path -> workingFolder.resolve(path);
        Stream<Optional<Path>> named = Stream.of("GOSHAWK_VENV", "GOSHAWK_PYTHON")
                .map(variable -> Optional.ofNullable(environment.get(variable))
                        .map(Path::of)
                        .map(whole));
        Optional<Path> own = findRoot().map(root -> root.resolve(".venv/bin/python"));
        return Stream.concat(named, Stream.of(own, find("python3")))
                .flatMap(Optional::stream)
                .filter(Files::isExecutable)
                .filter(python -> succeeds(python, imports))
                .findFirst()
                .orElseGet(() -> absent(
                        "no Python that can \"" + imports + "\": name one in GOSHAWK_VENV, or let ./check make .venv"));
    }

    Path dataPath(String path) {
        Optional<Path> named =
                Optional.ofNullable(environment.get("GOSHAWK_DATA")).map(workingFolder::resolve);
        Optional<Path> folder = named.or(() -> findRoot()
                .map(root -> root.resolve("../shared/data").normalize())
                .filter(Files::isDirectory));
        if (folder.isEmpty()) {
            return Assumptions.abort(
                    path + " is not here: GOSHAWK_DATA is not set and ../shared/data is absent from the root");
        }
        Path file = folder.get().resolve(path);
        if (!Files.exists(file)) {
            return Assertions.fail(path + " is absent from the data folder " + folder.get());
        }
        return file;
    }

    boolean isCi() {
        return "true".equals(environment.get("CI"));
    }

    private Optional<Path> find(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private Optional<Path> findRoot() {
        return Stream.iterate(workingFolder, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("goshawk")))
                .findFirst();
    }

    private Path absent(String reason) {
        return isCi() ? Assertions.fail(reason + " (CI=true: nothing is skipped)") : Assumptions.abort(reason);
    }

    private static boolean succeeds(Path python, String code) {
        try {
            Process process = new ProcessBuilder(python.toString(), "-c", code)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
