package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;

/// Doubles rounded to the floats of a model: to nearest, ties to even, once.
final class Rounded {
    private Rounded() {}

    /// {@return the elements of `tensor`, a value of the float type `type`, as doubles}
    static double[] doubles(Tensor tensor, TensorType type) {
        double[] values = new double[tensor.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor) {
                case FloatTensor floats -> floats.at(i);
                case RealTensor reals -> round(reals.at(i).toDouble(), (FloatType) type.element());
                case IntTensor integers -> integers.bigAt(i).doubleValue();
            };
        }
        return values;
    }

    /// {@return `values`, each rounded to `type`}
    static FloatTensor of(Shape shape, FloatType type, double[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = round(values[i], type);
        }
        return FloatTensor.of(shape, type, rounded);
    }

    static double round(double value, FloatType type) {
        return switch (type) {
            case F64 -> value;
            case F32 -> (float) value;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16(odd(value)));
            case BF16 -> bfloat16(odd(value));
        };
    }

    /// {@return the float next to `value` toward zero, its last bit set, where `value` is no float: rounding that to
    ///     fewer bits is as good as rounding `value` itself}
    private static float odd(double value) {
        float near = (float) value;
        if (near == value || Double.isNaN(value) || Double.isInfinite(value)) {
            return near;
        }
        float inside = Math.abs((double) near) > Math.abs(value) ? towardZero(near) : near;
        return Float.intBitsToFloat(Float.floatToRawIntBits(inside) | 1);
    }

    private static float towardZero(float value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) - 1);
    }

    private static float bfloat16(float value) {
        if (Float.isNaN(value)) {
            return Float.NaN;
        }
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff_0000);
    }
}
