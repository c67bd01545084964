package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -0.5})
    void aScaleMustBePositiveAndFinite(double scale) {
        refused(
                vectorModel()
                        .quant("a", "x")
                        .scalar("s", scale)
                        .node("Quant", "y", "a", "s", "a_zero", "a_bits")
                        .named("q"),
                Code.BAD_SCALE,
                "scale \"s\"",
                "node \"q\"");
        refused(vectorModel().scalar("s", scale).node("BipolarQuant", "y", "x", "s"), Code.BAD_SCALE, "scale \"s\"");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 65, 2.5, -3, Double.NaN})
    void aBitWidthIsAnIntegerFrom1To64(double bits) {
        refused(
                vectorModel().quant("a", "x").scalar("b", bits).node("Quant", "y", "a", "a_scale", "a_zero", "b"),
                Code.BAD_BIT_WIDTH,
                "bit width \"b\"",
                "1 to 64");
    }

    @Test
    void zeroPointsAreFiniteAndAbsentFromBipolar() {
        refused(
                vectorModel().quant("a", "x").scalar("z", Double.NaN).node("Quant", "y", "a", "a_scale", "z", "a_bits"),
                Code.BAD_ZERO_POINT,
                "NaN");
        refused(
                vectorModel().quant("a", "x").scalar("one", 1).node("Quant", "y", "a", "a_scale", "one", "one"),
                Code.BAD_ZERO_POINT,
                "one signed bit");
    }

    @Test
    void scaleAndWidthOfOneQuantAreReportedTogether() {
        List<Diagnostic> problems = vectorModel()
                .scalar("bad", 0)
                .scalar("z", 0)
                .node("Quant", "y", "x", "bad", "z", "bad")
                .problems();
        assertThat(problems).extracting(Diagnostic::code).containsExactly(Code.BAD_SCALE, Code.BAD_BIT_WIDTH);
    }

    @Test
    void parametersMustBroadcastToTheData() {
        refused(
                vectorModel()
                        .quant("a", "x")
                        .floats("s", List.of(3L), 1, 1, 1)
                        .node("Quant", "y", "a", "s", "a_zero", "a_bits"),
                Code.SHAPE_MISMATCH,
                "scale of shape [3]",
                "[1x4]");
        refused(
                vectorModel()
                        .quant("a", "x")
                        .floats("s", List.of(2L, 1L), 1, 1)
                        .node("Quant", "y", "a", "s", "a_zero", "a_bits"),
                Code.SHAPE_MISMATCH,
                "scale of shape [2x1]");
    }

    @Test
    void extentsMustBeKnownAndPositive() {
        refused(model().input("x", -1, 4).output("y").node("Relu", "y", "x"), Code.BAD_SHAPE, "negative extent -1");
        refused(model().input("x", 0, 4).output("y").node("Relu", "y", "x"), Code.BAD_SHAPE, "no elements");
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
                Code.BAD_SHAPE,
                "made up");
    }

    @Test
    void foldedTensorsAreBounded() {
        ModelBuilder doubling = vectorModel().integers("c0", 1, 1);
        for (int i = 0; i < 40; i++) {
            doubling.node("Concat", "c" + (i + 1), "c" + i, "c" + i).attribute("axis", 0);
        }
        refused(doubling.node("Reshape", "y", "x", "c40"), Code.BAD_SHAPE, "Concat_23", "made up");
        ModelBuilder square = vectorModel()
                .integers("n", 10_000, 1)
                .node("ConstantOfShape", "column", "n")
                .attribute("value", ModelBuilder.vector(1))
                .integers("m", 1, 10_000)
                .node("ConstantOfShape", "row", "m")
                .attribute("value", ModelBuilder.vector(1))
                .node("Add", "sum", "row", "column")
                .node("Reshape", "y", "x", "sum");
        refused(square, Code.BAD_SHAPE, "10000x10000", "made up");
    }

    @Test
    void shapesThatDoNotGoTogetherNameTheNode() {
        refused(
                vectorModel()
                        .floats("w", List.of(3L, 1L), 1, 2, 3)
                        .node("MatMul", "y", "x", "w")
                        .named("fc"),
                Code.SHAPE_MISMATCH,
                "\"fc\"",
                "1x4");
        refused(
                vectorModel().floats("w", List.of(3L), 1, 2, 3).node("Add", "y", "x", "w"),
                Code.SHAPE_MISMATCH,
                "1x4",
                "3");
        refused(vectorModel().integers("t", 3, -1).node("Reshape", "y", "x", "t"), Code.SHAPE_MISMATCH, "[3, -1]");
        refused(vectorModel().integers("t", 5).node("Reshape", "y", "x", "t"), Code.SHAPE_MISMATCH, "4 elements");
        refused(vectorModel().integers("t", -2, 2).node("Reshape", "y", "x", "t"), Code.BAD_SHAPE, "-2");
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
    void attributesHaveATypeAndARange() {
        refused(
                vectorModel().node("Softmax", "y", "x").attribute("axis", 1f),
                Code.BAD_ATTRIBUTE,
                "axis is FLOAT, not INT");
        refused(vectorModel().node("Softmax", "y", "x").attribute("axis", 7), Code.BAD_ATTRIBUTE, "axis is 7");
        refused(vectorModel().quant("y", "x").attribute("signed", 2), Code.BAD_ATTRIBUTE, "signed is 2");
        refused(
                vectorModel().quant("y", "x").attribute("rounding_mode", "SIDEWAYS"),
                Code.BAD_ATTRIBUTE,
                "SIDEWAYS",
                "HALF_EVEN");
        refused(
                vectorModel().node("Transpose", "y", "x").attribute("perm", List.of(0L, 0L)),
                Code.BAD_ATTRIBUTE,
                "perm");
        refused(
                vectorModel()
                        .node("Softmax", "y", "x")
                        .attribute(AttributeProto.newBuilder().setName("axis").setRefAttrName("outer")),
                Code.BAD_ATTRIBUTE,
                "a reference");
    }

    @Test
    void nodesTakeTheirNumberOfInputs() {
        refused(vectorModel().node("Relu", "y", "x", "x"), Code.BAD_INPUTS, "has 2 inputs and takes 1");
        refused(vectorModel().node("Quant", "y", "x"), Code.BAD_INPUTS, "has 1 inputs and takes 4");
        refused(vectorModel().node("Add", "y", "", "x"), Code.BAD_INPUTS, "input 0", "left out");
    }

    @Test
    void nonNumbersAmongWeightsAreFound() {
        refused(
                vectorModel().floats("w", List.of(4L), 1, Double.NaN, 3, 4).node("Add", "y", "x", "w"),
                Code.BAD_TENSOR_DATA,
                "value \"w\"",
                "NaN at place 1");
        refused(
                vectorModel().floats("w", List.of(4L), 1, 0, 3, 4).node("Div", "y", "x", "w"),
                Code.BAD_TENSOR_DATA,
                "\"w\" is zero at place 1");
    }

    @ParameterizedTest
    @CsvSource({"6, 6", "99, 99", "-1, which opset"})
    void opsetsOutsideTheKnownAreRefused(long opset, String word) {
        refused(vectorModel().opset(opset).node("Relu", "y", "x"), Code.UNSUPPORTED_OPSET, word);
    }

    @Test
    void trainingModesAreRefused() {
        refused(
                vectorModel().integers("t", 1).scalar("r", 0.5).node("Dropout", "y", "x", "r", "t"),
                Code.UNSUPPORTED_FEATURE,
                "model.eval()");
        ModelBuilder normalisation = vectorModel()
                .floats("one", List.of(4L), 1, 1, 1, 1)
                .node("BatchNormalization", "y", "x", "one", "one", "one", "one")
                .attribute("training_mode", 1);
        refused(normalisation, Code.UNSUPPORTED_FEATURE, "training mode");
    }

    @Test
    void negativeVariancesAreFound() {
        refused(
                vectorModel()
                        .floats("one", List.of(4L), 1, 1, 1, 1)
                        .floats("v", List.of(4L), 1, -1, 1, 1)
                        .node("BatchNormalization", "y", "x", "one", "one", "one", "v"),
                Code.BAD_TENSOR_DATA,
                "channel 1");
    }

    @Test
    void furtherOutputsAreRefusedOnlyWhereRead() {
        refused(
                vectorModel().node("Dropout", "a", "x").alsoYields("mask").node("Add", "y", "a", "mask"),
                Code.UNSUPPORTED_FEATURE,
                "\"mask\"");
    }

    @Test
    void shapesMustNotDependOnData() {
        refused(
                model().input("x", 4).input("t", 2).output("y").node("Reshape", "y", "x", "t"),
                Code.UNSUPPORTED_FEATURE,
                "\"t\"",
                "run time");
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
