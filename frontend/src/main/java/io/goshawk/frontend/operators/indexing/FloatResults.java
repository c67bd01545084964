package io.goshawk.frontend.operators.indexing;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.Arrays;

/// Numbers that the importer computes in double precision.
public final class FloatResults {
    private FloatResults() {}

    /// {@return `values`, each rounded to `type`}
    public static FloatTensor of(Shape shape, FloatType type, double[] values) {
        return FloatTensor.of(shape, type, Arrays.stream(values).map(value -> rounded(value, type)).toArray());
    }

    private static double rounded(double value, FloatType type) {
        return switch (type) {
            case F64 -> value;
            case F32 -> (float) value;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
            case BF16 -> bfloat16((float) value);
        };
    }

    /// Rounds to nearest, ties to even, by carrying into the upper half of the bits.
    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff_0000);
    }
}
