package io.goshawk.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.testkit.GoldenCase;
import io.goshawk.testkit.Goldens;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each dialect's text, and each way to get it wrong.
class GoldenTest {
    @TestFactory
    Stream<DynamicTest> goldens() {
        return Goldens.under("src/test/resources", GoldenTest::check);
    }

    /// Parses and verifies; prints what was read, or what is wrong with it.
    private static String check(GoldenCase golden) {
        Diagnostics diagnostics = new Diagnostics();
        String name = golden.file().getFileName().toString();
        Optional<GhkFile> file = Parser.parse(name, golden.text(), diagnostics);
        file.ifPresent(read -> read.graphs().forEach(graph -> Verifier.verify(graph, diagnostics)));
        if (diagnostics.hasErrors()) {
            return diagnostics.all().stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
        }
        String text = Printer.print(file.orElseThrow());
        assertThat(Parser.parse(name, text)).isEqualTo(file.get());
        return text;
    }
}
