package io.goshawk.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.goshawk.testkit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What neither Maven nor the module system can enforce: who may use what inside and across the modules.
///
/// Plain tests that call `check`: Surefire has dropped ArchUnit's own test fields without a word.
class ArchitectureTest {
    private static final int MAX_LINES = 300;
    private static final int MAX_WIDTH = 120;
    private static final Set<String> FLOATING = Set.of("float", "double", "java.lang.Float", "java.lang.Double");
    /// `target`, or `target/fast`: where this very build puts classes.
    private static final Path TARGET = Tools.root()
            .resolve("verification/conformance")
            .relativize(ownClasses())
            .getParent();
    /// The compiled main classes of every module.
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(SourceTree.modules().stream()
                    .map(ArchitectureTest::classFolder)
                    .filter(Files::isDirectory)
                    .toList());

    private static Path ownClasses() {
        String resource = ArchitectureTest.class.getName().replace('.', '/') + ".class";
        return Stream.of("target", "target/fast")
                .map(target -> Tools.root().resolve("verification/conformance").resolve(target, "test-classes"))
                .filter(folder -> Files.exists(folder.resolve(resource)))
                .max((a, b) -> Long.compare(modified(a.resolve(resource)), modified(b.resolve(resource))))
                .orElseThrow();
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    private static Path classFolder(String module) {
        return Tools.root().resolve(module).resolve(TARGET).resolve("classes");
    }

    @Test
    void classesOfEveryModuleWereFound() {
        assertThat(CLASSES).hasSizeGreaterThan(300);
        for (String name : List.of(
                "io.goshawk.ir.Graph",
                "io.goshawk.frontend.OnnxImporter",
                "io.goshawk.frontend.protos.ModelProto",
                "io.goshawk.passes.Compiler",
                "io.goshawk.codegen.Backend",
                "io.goshawk.cpp.CppBackend",
                "io.goshawk.cli.Main",
                "io.goshawk.testkit.FileCheck",
                "io.goshawk.generators.Graphs")) {
            assertThat(CLASSES.contain(name)).as(name).isTrue();
        }
    }

    @Test
    void everyModuleIsOne() {
        assertThat(SourceTree.modules())
                .hasSizeGreaterThan(10)
                .allMatch(
                        module -> Files.exists(Tools.root().resolve(module).resolve("src/main/java/module-info.java")));
    }

    @Test
    void theLanguageKnowsTheJdkAndAntlrOnly() {
        classes()
                .that()
                .resideInAPackage("io.goshawk.ir..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.goshawk.ir..", "java..", "org.antlr.v4.runtime..")
                .check(CLASSES);
    }

    @Test
    void onlyTheFrontEndSeesProtobuf() {
        outside("io.goshawk.frontend..", "com.google.protobuf..", "io.goshawk.frontend.protos..")
                .check(CLASSES);
    }

    @Test
    void onlyCodegenSeesPebble() {
        outside("io.goshawk.codegen..", "io.pebbletemplates..").check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtl", "hls", "cpp"})
    void backendsDoNotKnowEachOther(String backend) {
        String[] others = Stream.of("rtl", "hls", "cpp")
                .filter(other -> !other.equals(backend))
                .map(other -> "io.goshawk." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.goshawk." + backend + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingBelowTheQuantStageHoldsAFloat() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("io.goshawk.ir.integer..", "io.goshawk.ir.circuit..")
                .should()
                .notHaveRawType(isFloating())
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> isFloating() {
        return DescribedPredicate.describe(
                "float, double or an array of them",
                type -> FLOATING.contains(type.getBaseComponentType().getName()));
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.goshawk.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void productCodeKnowsNoTestCode() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.goshawk.testkit..", "io.goshawk.generators..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.goshawk.testkit..",
                        "io.goshawk.generators..",
                        "io.goshawk.conformance..",
                        "org.junit..",
                        "org.assertj..")
                .check(CLASSES);
    }

    @Test
    void aBrokenRuleIsSeen() {
        ArchRule broken = outside("io.goshawk.cli..", "java.math..");
        assertThatThrownBy(() -> broken.check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.goshawk.ir.num.Dyadic");
    }

    @Test
    void filesAreShort() {
        assertThat(sourcesWhere(text -> text.lines().count() > MAX_LINES)).isEmpty();
    }

    @Test
    void linesAreShort() {
        assertThat(sourcesWhere(text -> text.lines().anyMatch(line -> line.length() > MAX_WIDTH)))
                .isEmpty();
    }

    @Test
    void longFilesWouldBeSeen() {
        assertThat(sourcesWhere(text -> text.lines().count() > MAX_LINES / 2)).isNotEmpty();
    }

    private static List<String> sourcesWhere(Predicate<String> fault) {
        return SourceTree.files("src/main/java", ".java").stream()
                .filter(file -> fault.test(SourceTree.read(file)))
                .map(file -> Tools.root().relativize(file).toString())
                .toList();
    }

    /// {@return the rule that nothing outside `home` uses anything of `foreign`}
    private static ArchRule outside(String home, String... foreign) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign);
    }
}
