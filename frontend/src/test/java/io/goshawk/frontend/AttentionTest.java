package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Attention of ONNX and of ONNX Runtime. Queries of zeros attend all keys alike, so results are means of values.
final class AttentionTest {
    private static final Offset<Double> FLOAT = within(1e-5);
    private static final double[] VALUES = {1, 10, 3, 30, 8, 80};

    /// One head of size 2, three keys; the input is the query.
    private static ModelBuilder attention(int queries) {
        return model().opset(24)
                .input("q", 1, 1, queries, 2)
                .output("y")
                .floats("k", List.of(1L, 1L, 3L, 2L), 1, 2, 3, 4, 5, 6)
                .floats("v", List.of(1L, 1L, 3L, 2L), VALUES);
    }

    @Test
    void zerosAttendAllAlike() {
        assertThat(Runs.first(attention(1).node("Attention", "y", "q", "k", "v"), 0, 0))
                .containsExactly(new double[] {4, 40}, FLOAT);
    }

    @Test
    void scoresAreScaledByTheRootOfTheSize() {
        double[] weights = {Math.exp(3 / Math.sqrt(2)), Math.exp(7 / Math.sqrt(2)), Math.exp(11 / Math.sqrt(2))};
        double sum = weights[0] + weights[1] + weights[2];
        double expected = (weights[0] + 3 * weights[1] + 8 * weights[2]) / sum;
        assertThat(Runs.first(attention(1).node("Attention", "y", "q", "k", "v"), 1, 1)[0])
                .isCloseTo(expected, FLOAT);
    }

    @Test
    void causalQueriesSeeWhatCameBefore() {
        ModelBuilder model = attention(3).node("Attention", "y", "q", "k", "v").attribute("is_causal", 1);
        assertThat(Runs.first(model, 0, 0, 0, 0, 0, 0)).containsExactly(new double[] {1, 10, 2, 20, 4, 40}, FLOAT);
    }

    @Test
    void aPastComesFirst() {
        ModelBuilder model = attention(2)
                .floats("past", List.of(1L, 1L, 1L, 2L), 7, 70)
                .node("Attention", "y", "q", "k", "v", "", "past", "past")
                .alsoYields("present")
                .output("present")
                .attribute("is_causal", 1);
        List<Tensor> outputs = Runs.all(model, 0, 0, 0, 0);
        assertThat(Runs.numbers(outputs.get(0))).containsExactly(new double[] {4, 40, 11. / 3, 110. / 3}, FLOAT);
        assertThat(outputs.get(1).shape()).isEqualTo(Shape.of(1, 1, 4, 2));
    }

    @Test
    void windowsReachBothWays() {
        ModelBuilder model = attention(3)
                .opset(25)
                .node("Attention", "y", "q", "k", "v")
                .attribute("left_window_size", 0)
                .attribute("right_window_size", 1);
        assertThat(Runs.first(model, 0, 0, 0, 0, 0, 0)).containsExactly(new double[] {2, 20, 5.5, 55, 8, 80}, FLOAT);
    }

    @Test
    void whoMayAttendNothingYieldsZero() {
        ModelBuilder model =
                attention(1).integers("lengths", 0).node("Attention", "y", "q", "k", "v", "", "", "", "lengths");
        assertThat(Runs.first(model, 0, 0)).containsExactly(0, 0);
    }

    @Test
    void headsShareKeys() {
        ModelBuilder model = model().opset(23)
                .input("q", 1, 1, 4)
                .output("y")
                .floats("k", List.of(1L, 1L, 2L), 1, 2)
                .floats("v", List.of(1L, 1L, 2L), 5, 6)
                .node("Attention", "y", "q", "k", "v")
                .attribute("q_num_heads", 4)
                .attribute("kv_num_heads", 2);
        assertThat(Runs.first(model, 1, 2, 3, 4)).containsExactly(5, 5, 6, 6);
    }

    @Test
    void itComesDownToProductsAndASoftmax() {
        Graph<OnnxOp> graph = attention(1).node("Attention", "y", "q", "k", "v").load();
        assertThat(graph.nodes().stream().filter(node -> node.op() instanceof Softmax))
                .hasSize(1);
        assertThat(graph.nodes())
                .allSatisfy(node -> assertThat(node.at().brief()).isNotEmpty());
    }

    @Test
    void packedAttentionMasksPadding() {
        // The identity and its double as weights of queries and keys would do; zeros make all keys alike.
        ModelBuilder model = model().input("x", 1, 2, 1)
                .output("y")
                .floats("w", List.of(1L, 3L), 0, 0, 1)
                .floats("b", List.of(3L), 0, 0, 0)
                .integers("mask", 1)
                .node("Attention", "y", "x", "w", "b", "mask")
                .domain("com.microsoft")
                .attribute("num_heads", 1);
        assertThat(Runs.first(model, 3, 9)).containsExactly(new double[] {3, 3}, FLOAT);
    }

    @Test
    void aPastStateOfOnnxRuntimeIsRefused() {
        assertThat(model().input("x", 1, 2, 1)
                        .output("y")
                        .floats("w", List.of(1L, 3L), 0, 0, 1)
                        .floats("b", List.of(3L), 0, 0, 0)
                        .floats("past", List.of(2L, 1L, 1L, 1L, 1L), 1, 1)
                        .node("Attention", "y", "x", "w", "b", "", "past")
                        .domain("com.microsoft")
                        .attribute("num_heads", 1)
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.UNSUPPORTED_FEATURE));
    }

    @Test
    void rotaryPositionsTurnPairs() {
        ModelBuilder model = model().opset(23)
                .input("x", 1, 1, 1, 4)
                .output("y")
                .floats("cos", List.of(1L, 1L, 2L), 0, 1)
                .floats("sin", List.of(1L, 1L, 2L), 1, 0)
                .node("RotaryEmbedding", "y", "x", "cos", "sin");
        assertThat(Runs.first(model, 1, 2, 3, 4)).containsExactly(-3, 2, 1, 4);
    }
}
