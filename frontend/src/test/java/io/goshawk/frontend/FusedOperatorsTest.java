package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What ONNX Runtime's optimiser makes of several nodes, and classical encoders. The expected numbers follow by hand.
class FusedOperatorsTest {
    private static Tensor run(String text, Tensor input) {
        return TextModels.run(TextModels.load(17, text), input).getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "activation = \"Relu\"                                | 0  | 6",
                "activation = \"LeakyRelu\", activation_alpha = 0.5   | -2 | 6",
                "activation = \"HardSigmoid\", activation_alpha = 0.125, activation_beta = 0.5 | 0 | 1",
                "activation = \"ThresholdedRelu\", activation_alpha = 6.0 | 0 | 0",
                "alpha = 2.0                                         | -8 | 12",
            })
    void anActivationFollowsTheGemm(String attributes, float first, float second) {
        String text = """
                g (float[1, 2] x) => (float[] y) <float[2, 2] w = {-1, 1, -1, 2}> {
                  y = com.microsoft.FusedGemm<%s>(x, w)
                }""";
        assertThat(run(text.formatted(attributes), FloatTensor.of(Shape.of(1, 2), 2, 2)))
                .isEqualTo(FloatTensor.of(Shape.of(1, 2), first, second));
    }

    @Test
    void aTensorIsAddedToTheConvolutionFirst() {
        String text = """
                g (float[1, 1, 3] x) => (float[] y) <float[1, 1, 2] w = {1, -1}, float[1] b = {1}, float[1, 1, 2] z = {4, -9}> {
                  y = com.microsoft.FusedConv<activation = "Clip", activation_params = [-2.0, 3.5]>(x, w, b, z)
                }""";
        assertThat(run(text, FloatTensor.of(Shape.of(1, 1, 3), 1, 2, 5)))
                .isEqualTo(FloatTensor.of(Shape.of(1, 1, 2), 3.5f, -2));
        List<Diagnostic> problems = TextModels.problems(17, text.replace("Clip", "Wobble"));
        assertThat(problems).extracting(Diagnostic::code).containsExactly(Code.UNSUPPORTED_FEATURE);
    }

    @Test
    void aQuantisedChoiceIsScaledAnew() {
        String text = """
                g (bool[2] c) => (uint8[] y)
                <uint8[2] a = {12, 14}, float as = {0.5}, uint8 az = {10}, uint8[1] b = {7}, float bs = {2}, uint8 bz = {4},
                 float ys = {0.25}, uint8 yz = {1}> {
                  y = com.microsoft.QLinearWhere(c, a, as, az, b, bs, bz, ys, yz)
                }""";
        assertThat(run(text, IntTensor.of(Shape.of(2), 1, 0))).isEqualTo(IntTensor.of(Shape.of(2), 5, 25));
    }

    /// One head whose queries are zero: every value counts alike. Rows are queries, keys and values.
    @Test
    void quantisedAttentionProjectsIntegers() {
        String text = """
                g (uint8[1, 2, 1] x) => (float[] y, float[] present)
                <uint8[1, 3] w = {8, 9, 10}, float[3] b = {0, 0, 1}, float xs = {0.5}, float ws = {2}, uint8 xz = {3},
                 uint8 wz = {8}> {
                  y, present = com.microsoft.QAttention<num_heads = 1>(x, w, b, xs, ws, , xz, wz)
                }""";
        List<Tensor> results = TextModels.run(TextModels.load(17, text), IntTensor.of(Shape.of(1, 2, 1), 4, 7));
        assertThat(results)
                .containsExactly(
                        FloatTensor.of(Shape.of(1, 2, 1), 6, 6), FloatTensor.of(Shape.of(2, 1, 1, 2, 1), 1, 4, 3, 9));
    }

    @Test
    void gatheredRowsAreDequantised() {
        String text = """
                g (int64[2] i) => (float[] y)
                <uint8[2, 2] t = {33, 67, 101, 135}, float[2, 2] s = {1, 10, 100, 1000}, uint8[2, 1] z = {33, 67}> {
                  y = com.microsoft.GatherBlockQuantized<bits = 4, block_size = 2%s>(t, i, s, z)
                }""";
        assertThat(run(text.formatted(""), IntTensor.of(Shape.of(2), 1, 0)))
                .isEqualTo(FloatTensor.of(Shape.of(2, 4), 200, 300, 3000, 4000, 0, 1, 10, 20));
        String middle = text.replace(", s, z)", ", s)");
        assertThat(run(middle.formatted(""), IntTensor.of(Shape.of(2), 0, 0)))
                .isEqualTo(FloatTensor.of(Shape.of(2, 4), -7, -6, -50, -40, -7, -6, -50, -40));
        assertThat(TextModels.problems(17, text.formatted(", gather_axis = 1")))
                .extracting(Diagnostic::code)
                .containsExactly(Code.BAD_ATTRIBUTE);
    }

    @Test
    void labelsAreFoundOrTheDefault() {
        String text = """
                g (int64[3] x) => (float[] y) {
                  y = ai.onnx.ml.LabelEncoder<keys_int64s = [1, 2, 7], values_floats = [0.5, 1.5, 2.5], default_float = 9.0>(x)
                }""";
        assertThat(run(text, IntTensor.of(Shape.of(3), 7, 3, 1))).isEqualTo(FloatTensor.of(Shape.of(3), 2.5f, 9, 0.5f));
        String strings = text.replace("keys_int64s = [1, 2, 7]", "keys_strings = [\"a\", \"b\", \"c\"]");
        assertThat(TextModels.problems(17, strings))
                .extracting(Diagnostic::code)
                .containsExactly(Code.UNSUPPORTED_FEATURE);
    }
}
