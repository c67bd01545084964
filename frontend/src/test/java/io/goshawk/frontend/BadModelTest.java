package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Models that are refused: each with a code, a message that names the place and the cause, and a cure.
class BadModelTest {
    private static Diagnostic only(ModelBuilder model) {
        List<Diagnostic> problems = model.problems();
        assertThat(problems).as("problems").hasSize(1);
        return problems.getFirst();
    }

    private static void refused(ModelBuilder model, Code code, String... words) {
        Diagnostic problem = only(model);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.render()).contains(words);
    }

    private static ModelBuilder vectorModel() {
        return model().input("x", 1, 4).output("y");
    }

    @Test
    void allUnknownOperatorsAreListedAtOnce() {
        List<Diagnostic> problems = vectorModel()
                .node("Relux", "a", "x")
                .named("first")
                .node("Frobnicate", "b", "a")
                .node("Relux", "c", "b")
                .named("third")
                .node("Conv", "y", "c")
                .domain("my.domain")
                .problems();
        assertThat(problems).extracting(Diagnostic::code).containsOnly(Code.UNSUPPORTED_OPERATOR);
        assertThat(problems.stream().map(Diagnostic::render))
                .satisfiesExactly(
                        relux -> assertThat(relux)
                                .contains(
                                        "operator Relux",
                                        "\"first\"",
                                        "2 nodes use it",
                                        "\"third\"",
                                        "nearest",
                                        "is Relu"),
                        frobnicate ->
                                assertThat(frobnicate).contains("operator Frobnicate", "\"Frobnicate_1\"", "onnx.md"),
                        conv -> assertThat(conv).contains("Conv of domain my.domain"));
    }

    @Test
    void whatFollowsFromAnOpenExtentIsNotReported() {
        String text = """
                g (float[N, 4] x) => (float[N, 4] y)
                {
                  q, scale, zero = DynamicQuantizeLinear(x)
                  y = DequantizeLinear(q, scale, zero)
                }
                """;
        assertThat(TextModels.problems(13, text)).extracting(Diagnostic::code).containsExactly(Code.BAD_SHAPE);
    }

    @Test
    void anUnknownOperatorThatNoOutputNeedsIsListedToo() {
        refused(vectorModel().node("Relu", "y", "x").node("Frob", "dead", "x"), Code.UNSUPPORTED_OPERATOR, "Frob");
    }

    @Test
    void severalProblemsAreReportedInOneRun() {
        List<Diagnostic> problems = vectorModel()
                .node("Frobnicate", "a", "x")
                .quant("b", "a")
                .scalar("nan", Double.NaN)
                .node("Quant", "c", "b", "nan", "b_zero", "b_bits")
                .node("Add", "d", "c", "nowhere")
                .floats("short", List.of(3L), 1)
                .node("Transpose", "y", "d")
                .attribute("perm", 1)
                .problems();
        assertThat(problems)
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder(
                        Code.BAD_TENSOR_DATA, Code.UNSUPPORTED_OPERATOR, Code.MISSING_VALUE, Code.BAD_SCALE);
    }

    @Test
    void aCycleNamesTheNodesOnIt() {
        refused(
                vectorModel()
                        .node("Add", "a", "x", "c")
                        .named("one")
                        .node("Relu", "b", "a")
                        .named("two")
                        .node("Neg", "c", "b")
                        .named("three")
                        .node("Relu", "y", "c")
                        .named("behind"),
                Code.CYCLIC_GRAPH,
                "\"one\" → \"two\" → \"three\" → \"one\"");
    }

    @Test
    void aNodeMayNotFeedItself() {
        refused(vectorModel().node("Add", "y", "x", "y").named("loop"), Code.CYCLIC_GRAPH, "\"loop\" → \"loop\"");
    }

    @Test
    void everyCycleIsReported() {
        List<Diagnostic> problems = vectorModel()
                .node("Add", "a", "x", "b")
                .node("Relu", "b", "a")
                .node("Add", "c", "b", "y")
                .node("Relu", "y", "c")
                .problems();
        assertThat(problems).extracting(Diagnostic::code).containsExactly(Code.CYCLIC_GRAPH, Code.CYCLIC_GRAPH);
    }

    @Test
    void twoProducersOfOneValueAreRefused() {
        refused(
                vectorModel()
                        .node("Relu", "y", "x")
                        .named("p")
                        .node("Neg", "y", "x")
                        .named("q"),
                Code.DUPLICATE_NAME,
                "\"y\" is defined twice",
                "\"q\"",
                "\"p\"");
        refused(vectorModel().node("Relu", "y", "x").node("Neg", "x", "y"), Code.DUPLICATE_NAME, "\"x\"");
        refused(vectorModel().scalar("s", 1).scalar("s", 2).node("Mul", "y", "x", "s"), Code.DUPLICATE_NAME, "\"s\"");
        refused(vectorModel().output("y").node("Relu", "y", "x"), Code.DUPLICATE_NAME, "listed twice");
        refused(vectorModel().input("x", 1, 4).node("Relu", "y", "x"), Code.DUPLICATE_NAME, "\"x\"");
    }

    @Test
    void aMissingInitialiserIsNamedWithItsReaders() {
        refused(
                vectorModel().node("MatMul", "y", "x", "weights").named("fc"),
                Code.MISSING_VALUE,
                "\"weights\"",
                "node \"fc\"");
        refused(vectorModel().node("Relu", "z", "x"), Code.MISSING_VALUE, "\"y\"", "output of the graph");
    }

    @Test
    void graphsWithoutEndsAreRefused() {
        assertThat(model().input("x", 1).node("Relu", "y", "x").problems())
                .extracting(Diagnostic::message)
                .containsExactly("the graph has no outputs");
        assertThat(model().output("y").problems())
                .extracting(Diagnostic::message)
                .contains("the graph has no nodes", "the graph has no inputs");
    }

    @Test
    void extentsMustBeKnown() {
        refused(model().input("x", -1, 4).output("y").node("Relu", "y", "x"), Code.BAD_SHAPE, "negative extent -1");
        refused(
                model().symbolicInput("x", "N", "16").output("y").node("Relu", "y", "x"),
                Code.BAD_SHAPE,
                "[N, 16]",
                "--shape N=1");
        refused(
                model().input("x", 1_000_000_000, 1_000_000_000).output("y").node("Relu", "y", "x"),
                Code.BAD_SHAPE,
                "more than 2^31");
        refused(vectorModel().declare("y", -7, 4).node("Relu", "y", "x"), Code.BAD_SHAPE, "[-7, 4]");
    }

    @Test
    void productsOfExtentsAreBounded() {
        refused(
                model().input("x", 100_000, 1)
                        .input("z", 1, 100_000)
                        .output("y")
                        .node("Add", "y", "x", "z"),
                Code.BAD_SHAPE,
                "more than 2^31");
        refused(
                vectorModel()
                        .integers("t", 2_000_000_000)
                        .node("ConstantOfShape", "c", "t")
                        .node("Add", "y", "x", "c"),
                Code.MODEL_TOO_LARGE,
                "made up");
    }

    @Test
    void foldedTensorsAreBounded() {
        ModelBuilder doubling = vectorModel().integers("c0", 1, 1);
        for (int i = 0; i < 40; i++) {
            doubling.node("Concat", "c" + (i + 1), "c" + i, "c" + i).attribute("axis", 0);
        }
        refused(doubling.node("Reshape", "y", "x", "c40"), Code.SHAPE_MISMATCH, "Concat_29", "more than 2^31");
        ModelBuilder square = vectorModel()
                .integers("n", 10_000, 1)
                .node("ConstantOfShape", "column", "n")
                .attribute("value", ModelBuilder.vector(1))
                .integers("m", 1, 10_000)
                .node("ConstantOfShape", "row", "m")
                .attribute("value", ModelBuilder.vector(1))
                .node("Add", "sum", "row", "column")
                .node("Reshape", "y", "x", "sum");
        refused(square, Code.UNSUPPORTED_FEATURE, "the target shape", "computed at run time");
    }

    @Test
    void declaredShapesThatAreWrongAreReported() {
        refused(
                model().input("x", 1, 4).output("y", 1, 5).node("Relu", "y", "x"),
                Code.SHAPE_MISMATCH,
                "declared as [1, 5]",
                "[1x4]");
    }

    @Test
    void shapesGivenForNothingAreReported() {
        ImportOptions stray = new ImportOptions(Map.of("z", Shape.of(1)), Map.of("M", 2));
        assertThat(vectorModel().node("Relu", "y", "x").problems(stray))
                .extracting(Diagnostic::code)
                .containsExactly(Code.BAD_OPTION, Code.BAD_OPTION);
        ImportOptions other = new ImportOptions(Map.of("x", Shape.of(1, 5)), Map.of());
        assertThat(vectorModel().node("Relu", "y", "x").problems(other))
                .extracting(Diagnostic::code)
                .containsExactly(Code.BAD_SHAPE);
    }
}
