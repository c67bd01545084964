package io.goshawk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.diag.Code;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each diagnostic has a page that says what causes it, shows it and cures it; something gives it, and some test
/// sees it given.
class DiagnosticsPagesTest {
    private static final Path PAGES = Tools.root().resolve("docs/diagnostics");
    private static final String PRODUCT = texts(SourceTree.files("src/main/java", ".java"));
    private static final String TESTS = texts(SourceTree.files("src/test", ".java", ".ghk").stream()
            .filter(file -> !file.endsWith("DiagnosticsPagesTest.java"))
            .toList());

    private static String texts(List<Path> files) {
        return files.stream().map(SourceTree::read).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyCodeHasItsPage(Code code) {
        Path page = PAGES.resolve(code.label() + ".md");
        assertThat(page).isRegularFile();
        String text = SourceTree.read(page);
        assertThat(text).startsWith("# " + code.label() + ": ");
        assertThat(SourceTree.matches("^## (.+)$", text)).containsExactly("Cause", "Example", "Cure");
        assertThat(Pattern.compile("\n## (?:Cause|Example|Cure)\n").splitAsStream(text))
                .hasSize(4)
                .noneMatch(String::isBlank);
    }

    @Test
    void everyPageHasItsCode() {
        List<String> labels = Stream.of(Code.values()).map(Code::label).toList();
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(name -> labels.contains(name.replaceFirst("\\.md$", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyCodeIsGiven() {
        assertThat(codesWhere(code -> !mentions(PRODUCT, "Code\\." + code.name())))
                .as("codes that nothing in src/main gives")
                .isEmpty();
    }

    @Test
    void everyCodeIsSeenByATest() {
        assertThat(codesWhere(code -> !mentions(TESTS, code.name()) && !mentions(TESTS, code.label())))
                .as("codes that no test names")
                .isEmpty();
    }

    @Test
    void anUnknownCodeIsNotSeen() {
        assertThat(mentions(TESTS, "GHK-" + 1002)).isFalse();
    }

    @Test
    void numbersAreUnique() {
        assertThat(Stream.of(Code.values()).map(Code::number)).doesNotHaveDuplicates();
    }

    private static List<String> codesWhere(Predicate<Code> fault) {
        return Stream.of(Code.values())
                .filter(fault)
                .map(code -> code.label() + " " + code)
                .toList();
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find();
    }
}
