package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Element-wise operators of each opset, from the node to its result.
class ElementwiseImportTest {
    private static Tensor run(int opset, String type, String nodes, Tensor input) {
        String text =
                "g (" + type + "[3] x) => (" + type + "[3] y) <float half = {0.5}, float two = {2}, int64 seven = {7}, "
                        + "float[0] none = {}> { " + nodes + " }";
        return TextModels.run(TextModels.load(opset, text), input).getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "13; y = Clip(x, half, two); 0.5 2 2",
                "13; y = Clip(x, , two); -1 2 2",
                "13; y = Clip(x, half); 0.5 2 3",
                "13; y = Clip(x); -1 2 3",
                "8; y = Clip<min = 0.0>(x); 0 2 3",
                "8; y = Clip<min = 0.0, max = 2.5>(x); 0 2 2.5",
                "13; y = Sum(x, half, two); 1.5 4.5 5.5",
                "13; y = Mean(x, half); -0.25 1.25 1.75",
                "13; y = Max(x, half, two); 2 2 3",
                "13; y = Min(x, two); -1 2 2",
                "13; y = Sum(x); -1 2 3",
                "13; y = Mod<fmod = 1>(x, two); -1 0 1",
                "13; y = LeakyRelu<alpha = 0.5>(x); -0.5 2 3",
                "13; y = Shrink<lambd = 2.0, bias = 1.0>(x); 0 0 2",
                "13; y = ThresholdedRelu(x); 0 2 3",
                "22; y = HardSwish(x); -0.33333334 1.6666666 3",
                "13; y = PRelu(x, half); -0.5 2 3",
                "13; c = Less(x, two) y = Where(c, x, half); -1 0.5 0.5",
                "13; c = IsInf(x) y = Where(c, x, two); 2 2 2",
                "13; y = Round(x); -1 2 3",
                "13; y = Pow(x, two); 1 4 9",
                "15; y = Pow(x, seven); -1 128 2187",
                "13; y = Cast<to = 11>(x) ; -1 2 3",
                "20; y = Gelu<approximate = \"tanh\">(x); -0.15880801 1.9545977 2.9963627",
                "24; y = Swish(x); -0.26894143 1.7615942 2.8577223",
                "19; h = Cast<to = 17>(x) y = CastLike(h, x); -1 2 3"
            })
    void floats(int opset, String nodes, String expected) {
        String declared = nodes.contains("to = 11") ? "double" : "float";
        float[] values = parsed(expected);
        Tensor result = declared.equals("double")
                ? io.goshawk.ir.eval.Floats.of(
                        run(opset, "float", nodes + " ".repeat(1), input()), io.goshawk.ir.FloatType.F32)
                : run(opset, "float", nodes, input());
        assertThat(result).isEqualTo(FloatTensor.of(Shape.of(3), values));
    }

    private static FloatTensor input() {
        return FloatTensor.of(Shape.of(3), -1f, 2f, 3f);
    }

    private static float[] parsed(String numbers) {
        List<String> words = Arrays.asList(numbers.split(" "));
        float[] values = new float[words.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(words.get(i));
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y = Add(x, x); -2 -56 6",
                "y = Mod(x, x3); 2 1 0",
                "y = BitwiseNot(x); 0 -101 -4",
                "y = Abs(x); 1 100 3",
                "y = BitwiseAnd(x, x3); 3 0 3",
                "y = Max(x, x3); 3 100 3"
            })
    void narrowIntegersWrap(String nodes, String expected) {
        String text = "g (int8[3] x) => (int8[3] y) <int8 x3 = {3}> { " + nodes + " }";
        IntTensor input = IntTensor.of(Shape.of(3), -1, 100, 3);
        long[] values =
                Arrays.stream(expected.split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(TextModels.run(TextModels.load(18, text), input)).containsExactly(IntTensor.of(Shape.of(3), values));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y = BitShift<direction = \"UP\">(x, x); BAD_ATTRIBUTE",
                "y = Add(x, b); UNSUPPORTED_FEATURE",
                "y = Sin(x); UNSUPPORTED_FEATURE",
                "y = Div(x, zero); BAD_TENSOR_DATA",
                "y = Mod(x, zero); BAD_TENSOR_DATA",
                "y = Cast<to = 8>(x); UNSUPPORTED_FEATURE",
                "y = Cast<to = 14>(x); UNSUPPORTED_FEATURE",
                "y = Cast<to = 3>(big); BAD_TENSOR_DATA",
                "y = Not(x); UNSUPPORTED_FEATURE",
                "y = BitCast<to = 7>(x); SHAPE_MISMATCH"
            })
    void whatHasNoMeaningIsRefused(String nodes, Code code) {
        String text = "g (int8[3] x) => (y) <int8 zero = {0}, bool b = {1}, float big = {1000}> { " + nodes + " }";
        assertThat(TextModels.problems(28, text))
                .extracting(problem -> problem.code())
                .containsExactly(code);
    }

    @Test
    void aMaskOfInfinitiesIsFolded() {
        String text = """
                g (float[2] x) => (float[2] y) <bool[2] keep = {1, 0}, float zero = {0}, float one = {-1}> {
                  inf = Div(one, one)
                  huge = Constant<value_float = -1e38>()
                  mask = Where(keep, zero, huge)
                  y = Add(x, mask)
                }""";
        assertThat(TextModels.load(13, text).nodes()).hasSize(2);
    }
}
