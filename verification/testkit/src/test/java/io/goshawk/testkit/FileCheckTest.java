package io.goshawk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCheckTest {
    private static final String TEXT = """
            graph @folds(%0) {
              %1 = integer.matmul %0
              %2 = integer.requantize %1 {clamp = [0, 127]}
              return %2
            }
            graph @keeps(%0) {
              %1 = integer.relu %0
              return %1
            }
            """;

    private static void passes(String source) {
        passes(source, TEXT);
    }

    private static void passes(String source, String text) {
        assertThatCode(() -> FileCheck.check(source, text)).doesNotThrowAnyException();
    }

    private static void fails(String source, String... messages) {
        failsOn(source, TEXT, messages);
    }

    private static void failsOn(String source, String text, String... messages) {
        assertThatThrownBy(() -> FileCheck.check(source, text))
                .isInstanceOf(AssertionError.class)
                .message()
                .contains(messages);
    }

    @Test
    void theSampleOfTheArchitecturePasses() {
        passes("""
                // CHECK-LABEL: graph @folds
                // CHECK:       [[ACC:%\\d+]] = integer.matmul
                // CHECK-NEXT:  [[OUT:%\\d+]] = integer.requantize [[ACC]] {{.*}}clamp = [0, 127]
                // CHECK-NOT:   integer.relu
                // CHECK:       return [[OUT]]
                """);
    }

    @Test
    void aSourceWithoutDirectivesIsAnErrorAndNotAPass() {
        fails("graph @folds\n// prose that mentions CHECK lines\n", "no CHECK line");
    }

    @Test
    void matchesInOrder() {
        passes("// CHECK: matmul\n// CHECK: requantize");
        fails("// CHECK: requantize\n// CHECK: matmul", "CHECK on line 2", "line 2 would (already passed)");
    }

    @Test
    void searchesTheRestOfTheCurrentLineFirst() {
        passes("// CHECK: %1\n// CHECK: = integer\n// CHECK: matmul %0\n// CHECK-NEXT: %2");
        fails("// CHECK: matmul %0\n// CHECK: %1 = integer.matmul", "CHECK on line 2");
    }

    @Test
    void theNextLineIsTheVeryNextLine() {
        passes("// CHECK: matmul\n// CHECK-NEXT: requantize\n// CHECK-NEXT: return");
        fails("// CHECK: matmul\n// CHECK-NEXT: return", "CHECK-NEXT on line 2", "but line 4 would");
        fails("// CHECK: integer\n// CHECK-NEXT: matmul", "the next line does not match");
    }

    @Test
    void thereIsNoNextLineBehindTheLast() {
        failsOn("// CHECK: a\n// CHECK-NEXT: {{.*}}", "a\n", "CHECK-NEXT on line 2");
        failsOn("// CHECK: a\n// CHECK-NEXT: {{$}}", "a", "CHECK-NEXT on line 2");
    }

    @Test
    void aNextLineAsFirstDirectiveIsAnError() {
        fails("// CHECK-NEXT: graph", "line 1", "first directive");
        fails("// CHECK-NOT: x\n// CHECK-NEXT: graph", "line 2", "first directive");
        passes("// CHECK-LABEL: graph @folds\n// CHECK-NEXT: matmul");
    }

    @Test
    void whatMustBeAbsentIsSoughtBetweenItsNeighbours() {
        passes("// CHECK: matmul\n// CHECK-NOT: relu\n// CHECK: requantize");
        fails("// CHECK: matmul\n// CHECK-NOT: requantize\n// CHECK: return", "CHECK-NOT on line 2", "found on line 3");
        passes("// CHECK-NOT: return\n// CHECK: matmul");
        fails("// CHECK-NOT: folds\n// CHECK: matmul", "CHECK-NOT on line 1", "found on line 1");
        passes("// CHECK: matmul\n// CHECK-NOT: matmul\n// CHECK: requantize");
    }

    @Test
    void whatMustBeAbsentIsSoughtToTheEnd() {
        passes("// CHECK: relu\n// CHECK-NOT: relu");
        fails("// CHECK: matmul\n// CHECK-NOT: relu", "found on line 7");
        fails("// CHECK-NOT: relu", "found on line 7");
    }

    @Test
    void severalAbsencesHoldTogether() {
        fails("// CHECK: matmul\n// CHECK-NOT: sigmoid\n// CHECK-NOT: clamp\n// CHECK: return", "CHECK-NOT on line 3");
    }

    @Test
    void labelsCutTheTextIntoSections() {
        passes("// CHECK-LABEL: @folds\n// CHECK-NOT: relu\n// CHECK-LABEL: @keeps\n// CHECK: relu");
        fails(
                "// CHECK-LABEL: @folds\n// CHECK: relu\n// CHECK-LABEL: @keeps",
                "CHECK on line 2",
                "behind the next label");
        fails("// CHECK-LABEL: @folds\n// CHECK-NOT: matmul\n// CHECK-LABEL: @keeps", "CHECK-NOT on line 2");
        fails("// CHECK-LABEL: @keeps\n// CHECK-LABEL: @folds", "CHECK-LABEL on line 2");
        passes("// CHECK: integer.matmul\n// CHECK-LABEL: @keeps\n// CHECK: relu");
    }

    @Test
    void namesBindAndStayBoundAcrossLabels() {
        passes("// CHECK: [[A:%\\d]] = integer.matmul\n// CHECK-LABEL: @keeps\n// CHECK: [[A]] = integer.relu");
        fails(
                "// CHECK: [[A:%\\d]] = integer.matmul\n// CHECK: return [[A]]\n// CHECK-LABEL: @keeps",
                "CHECK on line 2");
    }

    @Test
    void aNameMayBeUsedOnTheLineThatBindsIt() {
        passes("// CHECK: [[A:\\w]] and [[A]]", "x and y\nz and z\n");
        failsOn("// CHECK: [[A:\\w]] and [[A]]", "x and y\n", "nothing matches");
    }

    @Test
    void aNameBoundAgainHasTheNewText() {
        passes("// CHECK: [[A:\\w]]=1\n// CHECK: [[A:\\w]]=2\n// CHECK: use [[A]]{{$}}", "x=1\ny=2\nuse x\nuse y\n");
        failsOn("// CHECK: [[A:\\w]]=1\n// CHECK: [[A:\\w]]=2\n// CHECK: use [[A]]", "x=1\ny=2\nuse x\n", "line 3");
    }

    @Test
    void boundTextIsTakenLiterally() {
        failsOn("// CHECK: [[A:\\S+]] one\n// CHECK: [[A]] two", "a.c one\nabc two\n", "CHECK on line 2");
        passes("// CHECK: [[A:\\S+]] one\n// CHECK: [[A]] two", "a.c one\na.c two\n");
    }

    @Test
    void everythingElseIsLiteral() {
        passes("// CHECK: clamp = [0, 127]}");
        passes("// CHECK: a[[0, 1], [2]] {x} (.*)", "a[[0, 1], [2]] {x} (.*)");
        failsOn("// CHECK: a.c", "abc", "nothing matches");
        failsOn("// CHECK: a  b", "a b", "nothing matches");
    }

    @Test
    void bracketsMayCloseARegexTheyEndIn() {
        passes("// CHECK: x{{a{2}}}y", "xaay");
        passes("// CHECK: x[[N:[a-z]]]y\n// CHECK: =[[N]]", "xqy\n=q");
    }

    @Test
    void aMatchNeverCrossesALine() {
        failsOn("// CHECK: a{{[^x]*}}b", "a\nb\n", "nothing matches");
        failsOn("// CHECK: a{{\\s*}}b", "a\nb\n", "nothing matches");
    }

    @Test
    void anchorsSeeTheWholeLine() {
        passes("// CHECK: {{^}}b\n", "ab\nb\n");
        failsOn("// CHECK: a\n// CHECK: {{^}}b", "ab\n", "CHECK on line 2");
        passes("// CHECK: b{{$}}", "bc\nb\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            // CHECK-NXT: graph        | CHECK-NXT is no directive
            // CHECK-: graph           | CHECK- is no directive
            // CHECK graph             | CHECK lacks its colon
            // CHECK-NOT graph         | CHECK-NOT lacks its colon
            // CHECK:                  | has no pattern
            // CHECK: {{a              | lacks its }}
            // CHECK: [[A:%            | lacks its ]]
            // CHECK: {{(}}            | is no regular expression
            // CHECK: {{(a)}}          | capturing group
            // CHECK: [[A]]            | [[A]] is not bound
            // CHECK-NOT: [[A:%]]      | cannot bind
            // CHECK-LABEL: [[A:%]]    | neither bind nor use
            // graph // CHECK-MAYBE: x | is no directive
            """)
    void malformedDirectivesAreErrors(String source, String message) {
        fails(source, "line 1", message);
    }

    @Test
    void directivesMayFollowCode() {
        fails("%1 = integer.relu %0 // CHECK: sigmoid", "CHECK on line 1");
        passes("# CHECK: graph\n; CHECK: relu\nCHECK: return");
    }

    @Test
    void aFailureNamesDirectiveAndStartAndPrintsTheText() {
        fails(
                "// CHECK: matmul\n\n// CHECK-NEXT: sigmoid",
                "CHECK-NEXT on line 3: the next line does not match",
                "pattern: sigmoid",
                "the search began on line 3, column 1",
                "->   3|   %2 = integer.requantize");
        fails("// CHECK: sigmoid", "began on line 1, column 1", "->   1| graph @folds");
        fails("// CHECK: matmul\n// CHECK: sigmoid", "began on line 2, column 22");
    }

    @Test
    void anEmptyTextMatchesNothing() {
        failsOn("// CHECK: a", "", "nothing matches");
        passes("// CHECK-NOT: a", "");
    }

    @Test
    void carriageReturnsInTheSourceAreNoPartOfAPattern() {
        passes("// CHECK: matmul %0\r\n// CHECK: return\r\n");
    }

    @Test
    void knowsWhetherThereAreDirectives() {
        assertThat(FileCheck.hasDirectives("graph")).isFalse();
        assertThat(FileCheck.hasDirectives("// CHECK: graph")).isTrue();
    }
}
