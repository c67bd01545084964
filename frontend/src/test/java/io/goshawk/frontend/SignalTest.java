package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fourier transforms against their definition, one sum at a time.
class SignalTest {
    private static final float[] SIGNAL = signal(24);

    private static float[] signal(int count) {
        float[] numbers = new float[count];
        Random random = new Random(5);
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(-64, 65) / 8f;
        }
        return numbers;
    }

    private static float[] run(int opset, String text, FloatTensor input) {
        Tensor result = TextModels.run(TextModels.load(opset, text), input).getFirst();
        double[] numbers = Runs.numbers(result);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /// The transform of `parts` numbers a place, `length` of them; zeros follow.
    private static double[] transform(float[] numbers, int parts, int length, int bins, boolean inverse) {
        double[] result = new double[2 * bins];
        for (int bin = 0; bin < bins; bin++) {
            for (int place = 0; place < Math.min(length, numbers.length / parts); place++) {
                double angle = (inverse ? 2 : -2) * Math.PI * place * bin / length;
                double real = numbers[place * parts];
                double imaginary = parts == 2 ? numbers[2 * place + 1] : 0;
                double factor = inverse ? 1.0 / length : 1;
                result[2 * bin] += factor * (real * Math.cos(angle) - imaginary * Math.sin(angle));
                result[2 * bin + 1] += factor * (real * Math.sin(angle) + imaginary * Math.cos(angle));
            }
        }
        return result;
    }

    private static void isNear(float[] actual, double[] expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"24, 1, false", "24, 1, true", "12, 2, false", "12, 2, true"})
    void transformsAreTheirDefinition(int places, int parts, boolean inverse) {
        String text = "g (float[1, %d, %d] x) => (float[] y) { y = DFT<inverse = %d>(x) }";
        FloatTensor input = FloatTensor.of(Shape.of(1, places, parts), SIGNAL);
        isNear(
                run(20, text.formatted(places, parts, inverse ? 1 : 0), input),
                transform(SIGNAL, parts, places, places, inverse));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 16, 24, 31})
    void lengthsCutOrPadTheSignal(int length) {
        String text = "g (float[1, 24, 1] x) => (float[] y) <int64 n = {%d}> { y = DFT(x, n) }";
        FloatTensor input = FloatTensor.of(Shape.of(1, 24, 1), SIGNAL);
        isNear(run(17, text.formatted(length), input), transform(SIGNAL, 1, length, length, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 24})
    void oneSidedTransformsComeBack(int length) {
        String text = """
                g (float[1, %d, 1] x) => (float[] y) <int64 n = {%d}> {
                  half = DFT<onesided = 1>(x)
                  y = DFT<onesided = 1, inverse = 1>(half, n)
                }""";
        float[] signal = Arrays.copyOf(SIGNAL, length);
        float[] back = run(20, text.formatted(length, length), FloatTensor.of(Shape.of(1, length, 1), signal));
        for (int i = 0; i < length; i++) {
            assertThat(back[i]).isCloseTo(signal[i], within(1e-5f));
        }
    }

    @Test
    void whatCancelsIsZero() {
        String text = "g (float[1, 4, 1] x) => (float[] y) { y = DFT(x) }";
        assertThat(run(20, text, FloatTensor.of(Shape.of(1, 4, 1), 1, 2, 3, 4)))
                .containsExactly(10, 0, -2, 2, -2, 0, -2, -2);
    }

    @Test
    void framesAreWeightedAndTransformed() {
        String text = """
                g (float[1, 24, 1] x) => (float[] y) <int64 step = {6}, float[8] w = {1, 2, 3, 4, 4, 3, 2, 1}> {
                  y = STFT(x, step, w)
                }""";
        float[] all = run(20, text, FloatTensor.of(Shape.of(1, 24, 1), SIGNAL));
        assertThat(all).hasSize(3 * 5 * 2);
        float[] window = {1, 2, 3, 4, 4, 3, 2, 1};
        for (int frame = 0; frame < 3; frame++) {
            float[] own = Arrays.copyOfRange(SIGNAL, 6 * frame, 6 * frame + 8);
            for (int i = 0; i < own.length; i++) {
                own[i] *= window[i];
            }
            isNear(Arrays.copyOfRange(all, 10 * frame, 10 * frame + 10), transform(own, 1, 8, 5, false));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DFT<onesided = 1>(z)             | GHK-1009",
                "DFT<onesided = 1, inverse = 1>(x) | GHK-1009",
                "DFT(x, none)                     | GHK-1008",
                "DFT(x, , last)                   | GHK-1010",
                "DFT(x, huge)                     | GHK-1008",
                "STFT(x, none)                    | GHK-1008",
                "STFT(x, one, , huge)             | GHK-1008",
                "STFT(v, one)                     | GHK-1009",
            })
    void whatDoesNotFitIsRefused(String node, String code) {
        String text = """
                g (float[1, 8, 1] x, float[1, 8, 2] z, float[8] v) => (float[] y)
                <int64 none = {0}, int64 one = {1}, int64 last = {2}, int64 huge = {1000000000}> { y = %s }""";
        List<Diagnostic> problems = TextModels.problems(20, text.formatted(node));
        assertThat(problems)
                .extracting(Diagnostic::code)
                .extracting(Code::label)
                .containsExactly(code);
    }
}
