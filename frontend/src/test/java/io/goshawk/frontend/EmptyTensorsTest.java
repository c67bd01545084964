package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tensors with an extent of 0, from the file to the result.
class EmptyTensorsTest {
    private static final FloatTensor EMPTY = FloatTensor.of(Shape.of(2, 0, 3));

    private static Tensor run(String node) {
        String text = "g (float[2, 0, 3] x) => (float[] y) <int64[1] axis = {1}, float[2] one = {1, 1}> { y = %s }";
        Graph<OnnxOp> graph = TextModels.load(21, text.formatted(node));
        return TextModels.run(graph, EMPTY).getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "ReduceSum, 0",
        "ReduceProd, 1",
        "ReduceMax, -Infinity",
        "ReduceMin, Infinity",
        "ReduceMean, NaN",
        "ReduceL1, 0",
        "ReduceL2, 0",
        "ReduceSumSquare, 0",
        "ReduceLogSum, -Infinity",
        "ReduceLogSumExp, -Infinity"
    })
    void theReductionOfNothingIsNeutral(String type, float neutral) {
        float[] all = {neutral, neutral, neutral, neutral, neutral, neutral};
        assertThat(run(type + "<keepdims = 0>(x, axis)")).isEqualTo(FloatTensor.of(Shape.of(2, 3), all));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Relu(x)",
                "Sigmoid(x)",
                "Softmax(x)",
                "Softmax<axis = 1>(x)",
                "LogSoftmax<axis = 1>(x)",
                "Add(x, x)",
                "Cast<to = 1>(x)",
                "Identity(x)",
                "CumSum(x, axis)"
            })
    void nothingStaysNothing(String node) {
        assertThat(run(node)).isEqualTo(EMPTY);
    }

    @Test
    void productsOverNothingAreZero() {
        String text = """
                g (float[2, 0] x) => (float[2, 3] y, float[2, 3] z) <float[3] bias = {1, 2, 3}> {
                  shape = Constant<value_ints = [0, 3]>()
                  w = ConstantOfShape(shape)
                  y = MatMul(x, w)
                  z = Gemm(x, w, bias)
                }""";
        assertThat(TextModels.run(TextModels.load(21, text), FloatTensor.of(Shape.of(2, 0))))
                .containsExactly(
                        FloatTensor.of(Shape.of(2, 3), 0, 0, 0, 0, 0, 0),
                        FloatTensor.of(Shape.of(2, 3), 1, 2, 3, 1, 2, 3));
    }

    @Test
    void aBatchOfNoneHasNoOutputs() {
        String text = """
                g (float[0, 1, 4, 4] x) => (float[0, 1, 1, 1] y) <float[1, 1, 3, 3] w = {1, 2, 3, 4, 5, 6, 7, 8, 9}> {
                  c = Conv(x, w)
                  y = GlobalAveragePool(c)
                }""";
        assertThat(TextModels.run(TextModels.load(21, text), FloatTensor.of(Shape.of(0, 1, 4, 4))))
                .containsExactly(FloatTensor.of(Shape.of(0, 1, 1, 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y = ArgMax<axis = 1>(x)           | no element of [2x0x3] along axis 1",
                "i = Cast<to = 7>(x) y = ReduceMean(i) | no integer is the mean",
                "y = Reshape(x, axis)              | [2x0x3] with 0 elements cannot become [1]",
            })
    void whatHasNoMeaningIsRefused(String nodes, String words) {
        String text = "g (float[2, 0, 3] x) => (float[] y) <int64[1] axis = {1}, int64[1] zero = {0}> { %s }";
        List<Diagnostic> problems = TextModels.problems(21, text.formatted(nodes));
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().code()).isEqualTo(Code.SHAPE_MISMATCH);
        assertThat(problems.getFirst().render()).contains(words);
    }
}
