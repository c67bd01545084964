package io.goshawk.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.RealTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The vectors of Quant: every mode, width, signedness, narrowness and kind of zero point.
final class QuantVectors {
    static final List<String> MODES = List.of("ROUND", "CEIL", "FLOOR", "UP", "DOWN", "HALF_UP", "HALF_DOWN");
    private static final float[] SCALES = {0.25f, 0.1f, 3f};
    private static final int MAX_BITS = 8;

    private final List<float[]> inputs = new ArrayList<>();
    private final List<String> cases = new ArrayList<>();

    private QuantVectors() {}

    /// {@return the file, each case of it checked against the oracle}
    static String file() {
        QuantVectors vectors = new QuantVectors();
        for (float scale : SCALES) {
            for (int bits = 1; bits <= MAX_BITS; bits++) {
                vectors.add(scale, bits, true);
                vectors.add(scale, bits, false);
            }
        }
        return "{\"format\": 1, \"operator\": \"Quant\",\n\"inputs\": [\n"
                + String.join(
                        ",\n", vectors.inputs.stream().map(Arrays::toString).toList()) + "],\n\"cases\": [\n"
                + String.join(",\n", vectors.cases) + "]}\n";
    }

    private void add(float scale, int bits, boolean signed) {
        double low = signed ? -(1 << bits - 1) : 0;
        double high = signed ? (1 << bits - 1) - 1 : (1 << bits) - 1;
        Set<Double> zeros = new LinkedHashSet<>(List.of(0.0, 1.0, -1.0, 0.5, low, high));
        for (double zero : bits == 1 && signed ? Set.of(0.0) : zeros) {
            inputs.add(grid(scale, zero, low, high, signed && bits == 1 ? 1 : 2));
            for (String mode : MODES) {
                cases.add(oneCase(scale, zero, bits, signed, false, mode));
                cases.add(oneCase(scale, zero, bits, signed, true, mode));
            }
        }
    }

    /// Quarters of a step around the rims and zero, and the floats next to every half.
    private static float[] grid(float scale, double zero, double low, double high, int reach) {
        TreeSet<Float> points = new TreeSet<>();
        for (double centre : new double[] {low, 0, high}) {
            for (int quarter = -4 * reach; quarter <= 4 * reach; quarter++) {
                float x = (float) ((centre + quarter / 4.0 - zero) * scale) + 0f;
                points.add(x);
                if (quarter % 2 == 0) {
                    points.add(Math.nextUp(x));
                    points.add(Math.nextDown(x));
                }
            }
        }
        float[] grid = new float[points.size()];
        int i = 0;
        for (float point : points) {
            grid[i++] = point;
        }
        return grid;
    }

    private String oneCase(float scale, double zero, int bits, boolean signed, boolean narrow, String mode) {
        float[] data = inputs.getLast();
        long[] codes = codes(data, scale, zero, bits, signed, narrow, mode);
        for (int i = 0; i < codes.length; i++) {
            assertThat(codes[i])
                    .as(
                            "%s of %s / %s + %s, %s bits, signed %s, narrow %s",
                            mode, data[i], scale, zero, bits, signed, narrow)
                    .isEqualTo(Oracle.quant(data[i], scale, zero, bits, signed, narrow, mode));
        }
        return "{\"rounding_mode\": \"" + mode + "\", \"signed\": " + (signed ? 1 : 0) + ", \"narrow\": "
                + (narrow ? 1 : 0) + ", \"bits\": " + bits + ", \"zero\": " + zero + ", \"scale\": " + scale
                + ", \"inputs\": " + (inputs.size() - 1) + ", \"codes\": "
                + Arrays.toString(codes).replace(" ", "") + "}";
    }

    /// {@return the integers that the interpreter makes of `data`}
    static long[] codes(float[] data, float scale, double zero, int bits, boolean signed, boolean narrow, String mode) {
        RealTensor result = Meanings.of(
                v -> new Quant(v.get(0), v.get(1), v.get(2), v.get(3), signed, narrow, Meanings.MODES.get(mode)),
                data,
                scale,
                zero,
                bits);
        long[] codes = new long[data.length];
        for (int i = 0; i < codes.length; i++) {
            Real code = result.at(i).dividedBy(Dyadic.exactly(scale)).plus(Dyadic.exactly(zero));
            codes[i] = code.toIntegerExact().longValueExact();
        }
        return codes;
    }
}
