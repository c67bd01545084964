package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Operators that yield more than a result: what they keep for the next step, or what they left out.
class StatefulOperatorsTest {
    private static List<Tensor> run(int opset, String text, Tensor... inputs) {
        return TextModels.run(TextModels.load(opset, text), inputs);
    }

    @Test
    void aCausalConvolutionSeesWhatCameBefore() {
        String text = """
                g (float[1, 2, 3] x, float[1, 2, 2] past) => (float[] y, float[] next)
                <float[2, 1, 3] w = {1, 10, 100, 1, 0, 0}, float[2] b = {0.5, 0}> {
                  y, next = CausalConvWithState(x, w, b, past)
                }""";
        FloatTensor input = FloatTensor.of(Shape.of(1, 2, 3), 1, 2, 3, 4, 5, 6);
        FloatTensor past = FloatTensor.of(Shape.of(1, 2, 2), 8, 9, 7, 6);
        assertThat(run(27, text, input, past))
                .containsExactly(
                        FloatTensor.of(Shape.of(1, 2, 3), 198.5f, 219.5f, 321.5f, 7, 6, 4),
                        FloatTensor.of(Shape.of(1, 2, 2), 2, 3, 5, 6));
        String alone = text.replace(", float[1, 2, 2] past)", ")")
                .replace("b, past", "b")
                .replace("(x, w", "(x, w");
        assertThat(run(27, alone, input).getFirst())
                .isEqualTo(FloatTensor.of(Shape.of(1, 2, 3), 100.5f, 210.5f, 321.5f, 0, 0, 4));
    }

    @Test
    void graphsModifyScoresAndWeights() {
        String text = """
                g (float[1, 2, 1, 1] q) => (float[] y)
                <float[1, 1, 2, 1] k = {1, 2}, float[1, 1, 2, 2] v = {1, 2, 3, 5}, float two = {2}, float hide = {-1000},
                 float[1, 1, 1, 2] mask = {0, 1}> {
                  y = ai.onnx.preview.FlexAttention(q, k, v) <
                    score_mod = s (float[1, 2, 1, 2] a) => (float[1, 2, 1, 2] b) { m = Mul(mask, hide) b = Add(a, m) },
                    prob_mod = p (float[1, 2, 1, 2] c) => (float[1, 2, 1, 2] d) { d = Mul(c, two) }>
                }""";
        assertThat(run(26, text, FloatTensor.of(Shape.of(1, 2, 1, 1), 1, -1)))
                .containsExactly(FloatTensor.of(Shape.of(1, 2, 1, 2), 2, 4, 2, 4));
        List<Diagnostic> problems = TextModels.problems(
                26,
                text.replace("{ d = Mul(c, two) }", "{ d = ReduceSum(c, kinds) }")
                        .replace("float two = {2}", "int64[1] kinds = {3}"));
        assertThat(problems).extracting(Diagnostic::code).containsExactly(Code.SHAPE_MISMATCH);
        assertThat(problems.getFirst().render()).contains("prob_mod makes");
    }

    @Test
    void trainingNormalisesByTheBatchAndMovesTheStatistics() {
        String text = """
                g (float[2, 2, 1] x) => (float[] y, float[] mean, float[] variance)
                <float[2] s = {1, 2}, float[2] b = {0, 1}, float[2] m = {8, 8}, float[2] v = {4, 16}> {
                  y, mean, variance = BatchNormalization<training_mode = 1, epsilon = 0.0, momentum = 0.75>(x, s, b, m, v)
                }""";
        assertThat(run(15, text, FloatTensor.of(Shape.of(2, 2, 1), 0, 10, 4, 2)))
                .containsExactly(
                        FloatTensor.of(Shape.of(2, 2, 1), -1, 3, 1, -1),
                        FloatTensor.of(Shape.of(2), 6.5f, 7.5f),
                        FloatTensor.of(Shape.of(2), 4, 16));
    }

    @Test
    void nothingIsDroppedAtARatioOfZero() {
        String text = """
                g (float[2] x) => (float[] y, bool[] mask) <float ratio = {%s}, bool t = {%d}> {
                  y, mask = Dropout(x, ratio, t)
                }""";
        FloatTensor input = FloatTensor.of(Shape.of(2), 3, -4);
        for (String known : List.of(text.formatted("0.0", 1), text.formatted("0.5", 0))) {
            assertThat(run(13, known, input)).containsExactly(input, IntTensor.of(Shape.of(2), 1, 1));
        }
        assertThat(TextModels.problems(13, text.formatted("0.5", 1)))
                .extracting(Diagnostic::code)
                .containsOnly(Code.UNSUPPORTED_FEATURE);
    }

    @Test
    void aTruthValueFillsAByte() {
        String text = "g (float[2] x) => (uint8[] y) { t = Less(x, x) n = Not(t) y = BitCast<to = 2>(n) }";
        assertThat(run(26, text, FloatTensor.of(Shape.of(2), 1, 2))).containsExactly(IntTensor.of(Shape.of(2), 1, 1));
    }

    @Test
    void aReshapedConstantKeepsItsType() {
        String text = """
                g (float[2] x) => (float[] y, int8[] z) <int8[2] c = {-3, 4}, int64[2] shape = {2, 1}> {
                  z = Reshape(c, shape)
                  y = Identity(x)
                }""";
        Graph<OnnxOp> graph = TextModels.load(21, text);
        assertThat(graph.outputs().getLast().value().type().element()).isEqualTo(IntType.s(8));
    }

    @Test
    void parametersFollowFromInputsThatAreGiven() {
        ModelBuilder model = ModelBuilder.model()
                .input("x", 6)
                .input("n", 1)
                .output("y")
                .integers("two", 2)
                .node("Cast", "c", "n")
                .attribute("to", 7)
                .node("Mul", "m", "c", "two")
                .node("Expand", "y", "x", "m");
        FloatTensor three = FloatTensor.of(Shape.of(1), 3);
        ImportOptions options = new ImportOptions(Map.of(), Map.of(), Map.of("n", three));
        assertThat(model.load(options).outputs().getFirst().value().shape()).isEqualTo(Shape.of(6));
        assertThat(model.problems()).extracting(Diagnostic::code).containsExactly(Code.UNSUPPORTED_FEATURE);
    }
}
