package io.goshawk.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/// Tests whose expectation is a file: `.ghk` cases with `CHECK` lines, and whole files of generated text.
///
/// `-Dgoshawk.bless=true` rewrites whole-file goldens instead of comparing; where `CI=true` that is refused.
public final class Goldens {
    private static final Pattern REPORTED = Pattern.compile("(?m)^(error|remark) (GHK-\\d{4})\\b.*$");

    private final boolean bless;
    private final Path actualFolder;

    Goldens(boolean bless, boolean ci, Path actualFolder) {
        if (bless && ci) {
            throw new IllegalStateException("goshawk.bless rewrites what the tests expect; not where CI=true");
        }
        this.bless = bless;
        this.actualFolder = actualFolder;
    }

    private static Goldens here() {
        boolean bless = Boolean.getBoolean("goshawk.bless");
        return new Goldens(bless, Tools.isContinuousIntegration(), Path.of("target", "goldens"));
    }

    /// {@return a test for each case of each `.ghk` file under `path`}
    ///
    /// `tool` is given a case and returns what the tool printed; it chooses by [GoldenCase#tool]. Diagnostics are
    /// part of that text, as lines that begin `error GHK-nnnn`; an exception whose message begins so counts as that
    /// text. Each `// expected-error GHK-nnnn` line (a fragment of the message may follow behind a colon) must meet
    /// one such line and every such line must be expected; `expected-remark` must be met too, but other remarks are
    /// let through. A case without a `CHECK` and without an `expected-…` line fails.
    ///
    /// @param path relative to the module's folder, such as `src/test/resources`; cases that lie deeper are found
    /// @throws AssertionError if there is no case at all
    public static Stream<DynamicTest> under(String path, Function<GoldenCase, String> tool) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : filesUnder(Path.of(path), ".ghk")) {
            for (GoldenCase golden : GoldenCase.split(file, read(file))) {
                URI source = URI.create(file.toUri() + "?line=" + golden.firstLine());
                tests.add(DynamicTest.dynamicTest(golden.name(), source, () -> check(golden, tool)));
            }
        }
        if (tests.isEmpty()) {
            throw new AssertionError("no .ghk file under " + Path.of(path).toAbsolutePath());
        }
        return tests.stream();
    }

    /// Compares a text with the golden file `path`. The actual text is written to `target/goldens/` under `name`.
    ///
    /// @param name the name of the actual file
    /// @throws AssertionError with the first differing line, if the texts differ or there is no golden file
    public static void matches(String name, String actual, Path path) {
        here().compare(name, actual, path);
    }

    /// Compares generated files, by their relative paths, with all files in the golden folder `folder`. The actual
    /// files are written to `target/goldens/` under `name`.
    ///
    /// @throws AssertionError if one differs, is missing or is too many
    public static void match(String name, Map<String, String> actual, Path folder) {
        here().compareAll(name, actual, folder);
    }

    static void check(GoldenCase golden, Function<GoldenCase, String> tool) {
        List<GoldenCase.Expected> expected = golden.expected();
        boolean checks = FileCheck.hasDirectives(golden.text());
        if (!checks && expected.isEmpty()) {
            throw new AssertionError(golden.name() + " has neither a CHECK nor an expected-error line");
        }
        String output = run(golden, tool);
        checkDiagnostics(expected, output);
        if (checks) {
            FileCheck.check(golden.text(), output);
        }
    }

    private static String run(GoldenCase golden, Function<GoldenCase, String> tool) {
        try {
            return tool.apply(golden);
        } catch (RuntimeException e) {
            if (e.getMessage() != null && REPORTED.matcher(e.getMessage()).lookingAt()) {
                return e.getMessage();
            }
            throw e;
        }
    }

    private static void checkDiagnostics(List<GoldenCase.Expected> expected, String output) {
        List<String> reported = new ArrayList<>();
        Matcher lines = REPORTED.matcher(output);
        while (lines.find()) {
            reported.add(lines.group());
        }
        for (GoldenCase.Expected wanted : expected) {
            String start = wanted.severity() + " " + wanted.code();
            String met = reported.stream()
                    .filter(line -> line.startsWith(start) && line.contains(wanted.fragment()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("expected-%s %s was not reported: \"%s\"%n%s"
                            .formatted(wanted.severity(), wanted.code(), wanted.fragment(), output)));
            reported.remove(met);
        }
        reported.stream().filter(line -> line.startsWith("error")).findFirst().ifPresent(line -> {
            throw new AssertionError("not expected: " + line + System.lineSeparator() + output);
        });
    }

    void compareAll(String name, Map<String, String> actual, Path folder) {
        if (actual.isEmpty()) {
            throw new AssertionError(name + ": no file was generated");
        }
        TreeSet<String> golden = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            filesUnder(folder, "")
                    .forEach(file ->
                            golden.add(folder.relativize(file).toString().replace('\\', '/')));
        }
        List<String> tooMany =
                golden.stream().filter(file -> !actual.containsKey(file)).toList();
        if (bless) {
            tooMany.forEach(file -> delete(folder.resolve(file)));
        }
        List<String> problems = new ArrayList<>();
        new TreeMap<>(actual).forEach((file, text) -> {
            try {
                compare(name + "/" + file, text, folder.resolve(file));
            } catch (AssertionError e) {
                problems.add(e.getMessage());
            }
        });
        if (!bless) {
            tooMany.forEach(file -> problems.add(folder.resolve(file) + " is expected but was not generated"));
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), problems));
        }
    }

    void compare(String name, String actual, Path path) {
        Path written = actualFolder.resolve(name);
        write(written, actual);
        if (bless) {
            write(path, actual);
            return;
        }
        String how = "%nif the new text is right: -Dgoshawk.bless=true; it was written to %s".formatted(written);
        if (!Files.isRegularFile(path)) {
            throw new AssertionError(path + " does not exist" + how);
        }
        String golden = read(path);
        if (!golden.equals(actual)) {
            Assertions.assertEquals(golden, actual, path + " " + firstDifference(golden, actual) + how);
        }
    }

    private static String firstDifference(String golden, String actual) {
        String[] left = golden.split("\n", -1);
        String[] right = actual.split("\n", -1);
        int line = 0;
        while (line < Math.min(left.length, right.length) && left[line].equals(right[line])) {
            line++;
        }
        String wanted = line < left.length ? left[line] : "(the end)";
        String got = line < right.length ? right[line] : "(the end)";
        return "differs first on line %d%n  golden: %s%n  actual: %s".formatted(line + 1, wanted, got);
    }

    private static List<Path> filesUnder(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no folder of goldens: " + folder.toAbsolutePath(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
