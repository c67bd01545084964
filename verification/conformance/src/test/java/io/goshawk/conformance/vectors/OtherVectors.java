package io.goshawk.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.FloatQuant;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The vectors of Trunc, BipolarQuant, MultiThreshold and FloatQuant: inputs and exact results, all of them floats.
final class OtherVectors {
    private OtherVectors() {}

    private interface Expected {
        BigDecimal of(float x);
    }

    /// {@return a case in one line, checked against `oracle`}
    private static String oneCase(String parameters, float[] data, RealTensor results, Expected oracle) {
        double[] values = new double[data.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = results.near(i) + 0.0;
            assertThat(results.error(i)).isZero();
            assertThat(new BigDecimal(values[i]))
                    .as("%s of %s", parameters, data[i])
                    .isEqualByComparingTo(oracle.of(data[i]));
        }
        return "{" + parameters + ", \"inputs\": " + Arrays.toString(data) + ", \"outputs\": " + Arrays.toString(values)
                + "}";
    }

    private static String file(String operator, List<String> cases) {
        return "{\"format\": 1, \"operator\": \"" + operator + "\",\n\"cases\": [\n" + String.join(",\n", cases)
                + "]}\n";
    }

    private static float[] quarters(int from, int to, float scale) {
        float[] data = new float[4 * (to - from) + 1];
        for (int i = 0; i < data.length; i++) {
            data[i] = (from + i / 4f) * scale;
        }
        return data;
    }

    static String trunc() {
        List<String> cases = new ArrayList<>();
        for (String mode : QuantVectors.MODES) {
            for (double zero : new double[] {0, 1, -3, 0.5}) {
                cases.add(first(mode, zero));
                cases.add(second(mode, zero, true));
                cases.add(second(mode, zero, false));
            }
        }
        return file("Trunc", cases);
    }

    private static String first(String mode, double zero) {
        float[] data = quarters(-10, 10, 0.5f);
        Function<List<Value>, OnnxOp> op =
                v -> new TruncV1(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), Meanings.MODES.get(mode));
        return oneCase(
                "\"version\": 1, \"rounding_mode\": \"" + mode + "\", \"zero\": " + zero
                        + ", \"scale\": 0.5, \"input_bits\": 8, \"output_bits\": 6",
                data,
                Meanings.of(op, data, 0.5, zero, 8, 6),
                x -> Oracle.truncFirst(x, 0.5f, zero, 8, 6, mode));
    }

    private static String second(String mode, double zero, boolean signed) {
        float[] data = quarters(-16, 16, 0.5f);
        Function<List<Value>, OnnxOp> op = v -> new Trunc(
                v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), v.get(5), signed, false, Meanings.MODES.get(mode));
        return oneCase(
                "\"version\": 2, \"rounding_mode\": \"" + mode + "\", \"signed\": " + (signed ? 1 : 0)
                        + ", \"narrow\": 0, \"zero\": " + zero
                        + ", \"scale\": 0.5, \"input_bits\": 8, \"output_scale\": 2.0, \"output_bits\": 3",
                data,
                Meanings.of(op, data, 0.5, zero, 8, 2, 3),
                x -> Oracle.truncSecond(x, 0.5f, zero, 2, 3, signed, mode));
    }

    static String bipolar() {
        List<String> cases = new ArrayList<>();
        float[] data = {-3, -Float.MIN_VALUE, -0f, 0, Float.MIN_VALUE, 0.1f, 7};
        for (float scale : new float[] {1, 0.1f}) {
            cases.add(oneCase(
                    "\"scale\": " + scale,
                    data,
                    Meanings.of(v -> new BipolarQuant(v.get(0), v.get(1)), data, scale),
                    x -> new BigDecimal(x >= 0 ? scale : -scale)));
        }
        return file("BipolarQuant", cases);
    }

    static String thresholds() {
        List<String> cases = new ArrayList<>();
        float[][] rows = {{0}, {-1.5f, 0.25f, 0.5f, 2}, {0.1f, 0.2f, 0.2f, 0.3f, 1e-30f}};
        float[] data = {-2, -1.5f, Math.nextDown(-1.5f), 0, 0.1f, 0.2f, Math.nextDown(0.2f), 0.25f, 0.5f, 2, 3};
        for (float[] row : rows) {
            for (float[] out : new float[][] {{1, 0}, {2, -1}, {0.5f, 0.25f}}) {
                FloatTensor steps = FloatTensor.of(Shape.of(1, row.length), row);
                FloatTensor input = FloatTensor.of(Shape.of(1, data.length), data);
                RealTensor result = Meanings.of(
                        v -> new MultiThreshold(v.get(0), v.get(1), 1, out[0], out[1]), List.of(input, steps));
                cases.add(oneCase(
                        "\"thresholds\": " + Arrays.toString(row) + ", \"out_scale\": " + out[0] + ", \"out_bias\": "
                                + out[1],
                        data,
                        result,
                        x -> counted(row, x, out)));
            }
        }
        return file("MultiThreshold", cases);
    }

    private static BigDecimal counted(float[] row, float x, float[] out) {
        long count = IntStream.range(0, row.length)
                .filter(i -> new BigDecimal(x).compareTo(new BigDecimal(row[i])) >= 0)
                .count();
        return new BigDecimal(out[0]).multiply(new BigDecimal(count)).add(new BigDecimal(out[1]));
    }

    static String floats() {
        return file(
                "FloatQuant",
                List.of(
                        floats(4, 3, 7, 448),
                        floats(5, 2, 15, 57344),
                        floats(2, 1, 1, 6),
                        floats(3, 2, 3, 28),
                        floats(2, 3, 1, 7.5)));
    }

    /// All numbers of a format, what lies in the middle of two, and the floats beside that.
    private static String floats(int exponentBits, int mantissaBits, int bias, double max) {
        TreeMap<BigDecimal, Integer> numbers = Oracle.numbers(exponentBits, mantissaBits, bias, max);
        TreeSet<Float> points = new TreeSet<>(List.of((float) (2 * max), (float) -max, -1f, -1e-9f, -1e30f));
        double before = 0;
        for (BigDecimal number : numbers.keySet()) {
            float middle = (float) ((before + number.doubleValue()) / 2);
            points.addAll(List.of(number.floatValue(), middle, Math.nextUp(middle), Math.nextDown(middle)));
            before = number.doubleValue();
        }
        float[] data = new float[points.size()];
        int i = 0;
        for (float point : points) {
            data[i++] = point;
        }
        Function<List<Value>, OnnxOp> op = v -> new FloatQuant(
                v.get(0),
                v.get(1),
                v.get(2),
                v.get(3),
                v.get(4),
                v.get(5),
                false,
                true,
                true,
                true,
                Rounding.HALF_EVEN);
        return oneCase(
                "\"rounding_mode\": \"ROUND\", \"saturation\": 1, \"scale\": 1.0, \"exponent_bits\": " + exponentBits
                        + ", \"mantissa_bits\": " + mantissaBits + ", \"bias\": " + bias + ", \"max_val\": " + max,
                data,
                Meanings.of(op, data, 1, exponentBits, mantissaBits, bias, max),
                x -> Oracle.nearest(numbers, x));
    }
}
