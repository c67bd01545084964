package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nodes that are refused for their numbers, attributes or operands.
class BadNodeTest {
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
    @CsvSource({"5, 5", "99, 99", "-1, which opset"})
    void opsetsOutsideTheKnownAreRefused(long opset, String word) {
        refused(vectorModel().opset(opset).node("Relu", "y", "x"), Code.UNSUPPORTED_OPSET, word);
    }

    @Test
    void trainingModesAreRefused() {
        refused(
                vectorModel().integers("t", 1).scalar("r", 0.5).node("Dropout", "y", "x", "r", "t"),
                Code.UNSUPPORTED_FEATURE,
                "model.eval()");
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
                vectorModel()
                        .floats("one", List.of(4L), 1, 1, 1, 1)
                        .node("BatchNormalization", "a", "x", "one", "one", "one", "one")
                        .alsoYields("mean")
                        .node("Add", "y", "a", "mean"),
                Code.UNSUPPORTED_FEATURE,
                "\"mean\"");
    }

    @Test
    void shapesMustNotDependOnData() {
        refused(
                model().input("x", 4).input("t", 2).output("y").node("Reshape", "y", "x", "t"),
                Code.UNSUPPORTED_FEATURE,
                "\"t\"",
                "run time");
    }
}
