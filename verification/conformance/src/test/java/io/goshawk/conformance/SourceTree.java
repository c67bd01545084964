package io.goshawk.conformance;

import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The repository's own files, for tests that read them.
final class SourceTree {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private SourceTree() {}

    /// {@return the folders of all modules, relative to the root, as the root pom lists them}
    static List<String> modules() {
        return MODULE.matcher(read(Tools.root().resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /// {@return the files below `folder` of every module whose name ends in one of `endings`}
    /// @param folder relative to the module
    static List<Path> files(String folder, String... endings) {
        return modules().stream()
                .map(module -> Tools.root().resolve(module).resolve(folder))
                .flatMap(start -> below(start, endings).stream())
                .toList();
    }

    private static List<Path> below(Path start, String... endings) {
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return the first groups of every match of `pattern` in `text`}
    static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
