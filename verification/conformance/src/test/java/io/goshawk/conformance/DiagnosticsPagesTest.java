package io.goshawk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.diag.Code;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each diagnostic has a page that says what causes it, shows it and cures it.
class DiagnosticsPagesTest {
    private static final Path PAGES = Tools.root().resolve("docs/diagnostics");

    @ParameterizedTest
    @EnumSource(Code.class)
    void everyCodeHasItsPage(Code code) {
        Path page = PAGES.resolve(code.label() + ".md");
        assertThat(page).isRegularFile();
        String text = SourceTree.read(page);
        assertThat(text).startsWith("# " + code.label() + ": ");
        assertThat(SourceTree.matches("^## (.+)$", text)).containsExactly("Cause", "Example", "Cure");
        assertThat(List.of(text.split("\n## (Cause|Example|Cure)\n")))
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
    void numbersAreUnique() {
        assertThat(Stream.of(Code.values()).map(Code::number)).doesNotHaveDuplicates();
    }
}
