package io.goshawk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class GoldensTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> theKitsOwnGoldens() {
        return Goldens.under("src/test/resources", GoldensTest::run);
    }

    /// `upper` prints a case in capitals, `refuse CODE` reports an error.
    private static String run(GoldenCase golden) {
        return switch (golden.tool()) {
            case "upper" -> golden.text().replaceAll("(?m)//.*$", "").toUpperCase(java.util.Locale.ROOT);
            case "refuse" -> "error " + golden.arguments().getFirst() + ": the input is bad";
            default -> throw new IllegalArgumentException("no tool " + golden.tool());
        };
    }

    private List<DynamicTest> under(String source, Function<GoldenCase, String> tool) throws IOException {
        Files.writeString(folder.resolve("some.ghk"), source);
        return Goldens.under(folder.toString(), tool).toList();
    }

    private static Throwable failure(DynamicTest test) {
        try {
            test.getExecutable().execute();
            return new AssertionError("the case passed");
        } catch (Throwable e) {
            return e;
        }
    }

    private Throwable failureOf(String source, String output) throws IOException {
        return failure(under(source, _ -> output).getFirst());
    }

    private void passes(String source, String output) throws IOException {
        DynamicTest test = under(source, _ -> output).getFirst();
        assertThatCode(() -> test.getExecutable().execute()).doesNotThrowAnyException();
    }

    @Test
    void cutsAFileIntoCasesThatKnowTheirLinesAndTools() throws IOException {
        List<String> seen = new java.util.ArrayList<>();
        List<DynamicTest> tests = under(
                "// RUN: opt --pass=a  -v\nx // CHECK: x\n// -----\n// RUN: check\ny // CHECK: y\n// -----\nz // CHECK: z\n",
                golden -> {
                    seen.add(golden.run() + " " + golden.firstLine() + " "
                            + golden.text().lines().count());
                    return golden.text();
                });
        for (DynamicTest test : tests) {
            failure(test);
        }
        assertThat(seen).containsExactly("[opt, --pass=a, -v] 1 2", "[check] 4 2", "[opt, --pass=a, -v] 7 1");
        assertThat(tests).extracting(DynamicTest::getDisplayName).contains("some.ghk, case 2 (line 4)");
        assertThat(tests.get(1).getTestSourceUri().orElseThrow().toString())
                .startsWith("file:///")
                .endsWith("some.ghk?line=4");
    }

    @Test
    void noFileAtAllIsAnError() {
        assertThatThrownBy(() -> Goldens.under(folder.toString(), _ -> ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no .ghk file under");
        assertThatThrownBy(() -> Goldens.under("no/such/folder", _ -> "")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aFileWithoutRunLineIsAnError() {
        assertThatThrownBy(() -> under("// CHECK: x\n", _ -> "x")).hasMessageContaining("no // RUN: line");
        assertThatThrownBy(() -> under("// RUN: \n// CHECK: x\n", _ -> "x")).hasMessageContaining("names a tool");
        assertThatThrownBy(() -> under("// RUN: a\n// RUN: b\n// CHECK: x\n", _ -> "x"))
                .hasMessageContaining("one // RUN: line");
    }

    @Test
    void aCaseThatExpectsNothingFails() throws IOException {
        assertThat(failureOf("// RUN: opt\nx\n", "x")).hasMessageContaining("neither a CHECK nor an expected-error");
    }

    @Test
    void aFailingCheckFailsTheCase() throws IOException {
        assertThat(failureOf("// RUN: opt\n// CHECK: y\n", "x")).hasMessageContaining("CHECK on line 2");
    }

    @Test
    void expectedErrorsAreMet() throws IOException {
        passes(
                "// RUN: opt\n// expected-error GHK-3002\n",
                "error GHK-3002: the accumulator i16 is too narrow\n  at x");
        passes("// RUN: opt\n// expected-error GHK-3002: accumulator i16\n", "error GHK-3002: the accumulator i16");
        assertThat(failureOf("// RUN: opt\n// expected-error GHK-3002\n", "fine"))
                .hasMessageContaining("expected-error GHK-3002 was not reported");
        assertThat(failureOf("// RUN: opt\n// expected-error GHK-3002: i8\n", "error GHK-3002: i16"))
                .hasMessageContaining("was not reported: \"i8\"");
    }

    @Test
    void eachExpectationNeedsAnErrorOfItsOwn() throws IOException {
        String twice = "// RUN: opt\n// expected-error GHK-3002\n// expected-error GHK-3002\n";
        passes(twice, "error GHK-3002: a\nerror GHK-3002: b");
        assertThat(failureOf(twice, "error GHK-3002: a")).hasMessageContaining("was not reported");
    }

    @Test
    void anErrorNobodyExpectsFails() throws IOException {
        assertThat(failureOf("// RUN: opt\n// CHECK-NOT: y\n", "error GHK-1003: unknown"))
                .hasMessageContaining("not expected: error GHK-1003: unknown");
    }

    @Test
    void remarksAreLetThroughUnlessExpected() throws IOException {
        passes("// RUN: opt\n// CHECK: x\n", "remark GHK-8900: assumed\nx");
        passes("// RUN: opt\n// expected-remark GHK-8900: assumed\n", "remark GHK-8900: assumed");
        assertThat(failureOf("// RUN: opt\n// expected-remark GHK-8900\n", "x")).hasMessageContaining("not reported");
        assertThat(failureOf("// RUN: opt\n// expected-error GHK-8900\n", "remark GHK-8900: assumed"))
                .hasMessageContaining("not reported");
    }

    @Test
    void aMalformedExpectationIsAnError() throws IOException {
        assertThat(failureOf("// RUN: opt\n// expected-error the accumulator\n", "x"))
                .hasMessageContaining("is not understood");
        assertThat(failureOf("// RUN: opt\n// expected-warning GHK-3002\n", "x"))
                .hasMessageContaining("is not understood");
    }

    @Test
    void aRefusalThatIsThrownCountsAsOutput() throws IOException {
        List<DynamicTest> tests = under("// RUN: opt\n// expected-error GHK-3002\n", _ -> {
            throw new IllegalArgumentException("error GHK-3002: too narrow");
        });
        assertThatCode(() -> tests.getFirst().getExecutable().execute()).doesNotThrowAnyException();
    }

    @Test
    void anyOtherExceptionIsThrownOn() throws IOException {
        List<DynamicTest> tests = under("// RUN: opt\n// expected-error GHK-3002\n", _ -> {
            throw new IllegalStateException("broken");
        });
        assertThat(failure(tests.getFirst())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wholeFilesAreComparedAndTheActualOneIsWrittenBeside() throws IOException {
        Path golden = Files.writeString(folder.resolve("golden.v"), "module m;\nendmodule\n");
        Goldens goldens = new Goldens(false, true, folder.resolve("target"));
        assertThatCode(() -> goldens.compare("a/m.v", "module m;\nendmodule\n", golden))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> goldens.compare("a/m.v", "module n;\nendmodule\n", golden))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("differs first on line 1")
                .hasMessageContaining("golden: module m;")
                .hasMessageContaining("goshawk.bless");
        assertThat(folder.resolve("target/a/m.v")).hasContent("module n;\nendmodule\n");
        assertThatThrownBy(() -> goldens.compare("b", "x", folder.resolve("absent")))
                .hasMessageContaining("does not exist");
    }

    @Test
    void everyByteOfAWholeFileCounts() throws IOException {
        Path golden = Files.writeString(folder.resolve("golden.v"), "module m;\n");
        Goldens goldens = new Goldens(false, false, folder.resolve("target"));
        assertThatThrownBy(() -> goldens.compare("m.v", "module m;", golden)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> goldens.compare("m.v", "module m;\r\n", golden))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void foldersAreComparedFileByFile() throws IOException {
        Files.createDirectories(folder.resolve("golden/rtl"));
        Files.writeString(folder.resolve("golden/rtl/m.v"), "m\n");
        Files.writeString(folder.resolve("golden/old.v"), "old\n");
        Goldens goldens = new Goldens(false, false, folder.resolve("target"));
        assertThatThrownBy(() ->
                        goldens.compareAll("d", Map.of("rtl/m.v", "n\n", "new.v", "new\n"), folder.resolve("golden")))
                .hasMessageContaining("m.v differs first on line 1")
                .hasMessageContaining("new.v does not exist")
                .hasMessageContaining("old.v is expected but was not generated");
        assertThatThrownBy(() -> goldens.compareAll("d", Map.of(), folder.resolve("golden")))
                .hasMessageContaining("no file was generated");
        assertThatCode(() ->
                        goldens.compareAll("d", Map.of("rtl/m.v", "m\n", "old.v", "old\n"), folder.resolve("golden")))
                .doesNotThrowAnyException();
    }

    @Test
    void blessingRewritesAndRemoves() throws IOException {
        Files.createDirectories(folder.resolve("golden"));
        Files.writeString(folder.resolve("golden/old.v"), "old\n");
        Goldens goldens = new Goldens(true, false, folder.resolve("target"));
        goldens.compareAll("d", Map.of("rtl/m.v", "m\n"), folder.resolve("golden"));
        assertThat(folder.resolve("golden/rtl/m.v")).hasContent("m\n");
        assertThat(folder.resolve("golden/old.v")).doesNotExist();
    }

    @Test
    void blessingIsRefusedInContinuousIntegration() {
        assertThatThrownBy(() -> new Goldens(true, true, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CI=true");
    }
}
