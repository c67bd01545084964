package io.goshawk.passes.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Surd;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;

/// Exact reals as floats, where they are some.
final class FloatConstants {
    private FloatConstants() {}

    /// {@return whether `value` is a float of single precision}
    static boolean isSingle(Real value) {
        return !(value instanceof Surd) && is(value, (float) value.toDouble());
    }

    /// {@return whether `value` is a float of double precision}
    static boolean isDouble(Real value) {
        return !(value instanceof Surd) && is(value, value.toDouble());
    }

    private static boolean is(Real value, double candidate) {
        return Double.isFinite(candidate) && Dyadic.exactly(candidate).equals(value);
    }

    /// {@return `values` in single precision}
    /// @param what they are, for the message
    /// @throws NoForm if one of them is no such float
    static Constant single(List<Real> values, Shape shape, String what) {
        values.stream().filter(value -> !isSingle(value)).findFirst().ifPresent(value -> {
            throw new NoForm(what + " of " + value + ", which is no float of 32 bits,");
        });
        return of(values, shape, FloatType.F32);
    }

    /// {@return `values`, which are floats of type `type`, as a constant}
    static Constant of(List<Real> values, Shape shape, FloatType type) {
        double[] data = values.stream().mapToDouble(Real::toDouble).toArray();
        return new Constant(FloatTensor.of(shape, type, data), type);
    }
}
