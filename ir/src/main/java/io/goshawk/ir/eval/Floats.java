package io.goshawk.ir.eval;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Correct rounding to the float types: to nearest, ties to even, as IEEE 754 has it.
public final class Floats {
    private Floats() {}

    /// {@return `tensor` in floats of the type that `type` has; single precision where it has none}
    ///
    /// Floats of another type are rounded, and so are exact numbers, once and correctly. What rounds to zero
    /// from an exact tensor is the positive zero.
    public static FloatTensor of(Tensor tensor, TensorType type) {
        return of(tensor, type.element() instanceof FloatType floats ? floats : FloatType.F32);
    }

    /// {@return `tensor` in floats of type `type`}
    public static FloatTensor of(Tensor tensor, FloatType type) {
        return switch (tensor) {
            case FloatTensor floats when floats.type() == type -> floats;
            case FloatTensor floats -> rounded(floats.shape(), type, floats.toDoubles());
            case IntTensor integers -> of(RealTensor.exactly(integers), type);
            case RealTensor reals -> {
                double[] result = new double[reals.size()];
                for (int i = 0; i < result.length; i++) {
                    result[i] = round(reals, i, type);
                }
                yield FloatTensor.of(reals.shape(), type, result);
            }
        };
    }

    /// {@return `values`, row-major, each rounded to `type`; NaN and infinities stay}
    public static FloatTensor rounded(Shape shape, FloatType type, double[] values) {
        if (type != FloatType.F32 && type != FloatType.F64) {
            double[] result = new double[values.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = round(values[i], type);
            }
            return FloatTensor.of(shape, type, result);
        }
        return FloatTensor.of(shape, type, values);
    }

    /// {@return `function` of each element, computed in double precision and rounded once}
    public static FloatTensor map(FloatTensor input, DoubleUnaryOperator function) {
        double[] values = input.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(values[i]);
        }
        return rounded(input.shape(), input.type(), values);
    }

    /// {@return `function` of each two elements, broadcast, computed in double precision and rounded once to
    ///     the
    ///     type of `left`}
    public static FloatTensor map(FloatTensor left, FloatTensor right, DoubleBinaryOperator function) {
        Shape shape = Broadcast.of(left.shape(), right.shape());
        int[] l = Broadcast.indices(left.shape(), shape);
        int[] r = Broadcast.indices(right.shape(), shape);
        double[] values = new double[l.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(left.at(l[i]), right.at(r[i]));
        }
        return rounded(shape, left.type(), values);
    }

    /// {@return `value` rounded to `type`}
    public static double round(double value, FloatType type) {
        return type.round(value);
    }

    /// {@return element `index` of `reals` rounded to `type`, which may give an infinity}
    public static double round(RealTensor reals, int index, FloatType type) {
        double near = reals.near(index);
        double error = reals.error(index);
        if (error == 0.0) {
            return round(near, type) + 0.0;
        }
        double low = round(Math.nextDown(near - error), type);
        double high = round(Math.nextUp(near + error), type);
        return low == high ? low + 0.0 : round(reals.at(index), type);
    }

    /// {@return `number` rounded to `type`}
    public static double round(Real number, FloatType type) {
        double near = number.toDouble();
        // Beyond all doubles by much: infinite in every type.
        if (!Double.isFinite(near)) {
            return type.round(Math.copySign(Double.POSITIVE_INFINITY, number.signum()));
        }
        // At least one digit more than the type has, even where the double was rounded up to a power of two.
        int unit = Math.max(Math.getExponent(near) - type.precision() - 1, smallest(type) - 1);
        Real magnitude = number.signum() < 0 ? number.negate() : number;
        BigInteger floor = magnitude.times(Dyadic.powerOfTwo(-unit)).floor();
        // An odd last digit stands for what lies between two of these steps, so rounding once more is correct.
        boolean inexact = magnitude.compareTo(new Dyadic(floor, unit)) != 0;
        Dyadic sticky = new Dyadic(floor.shiftLeft(2).add(inexact ? BigInteger.ONE : BigInteger.ZERO), unit - 2);
        double rounded = nearest(sticky, type);
        return type.round(number.signum() < 0 ? 0.0 - rounded : rounded);
    }

    private static double nearest(Dyadic magnitude, FloatType type) {
        int top = magnitude.mantissa().bitLength() - 1 + magnitude.exponent();
        int unit = Math.max(top - type.precision() + 1, smallest(type));
        BigInteger steps = Rounding.HALF_EVEN.apply(magnitude.shiftLeft(-unit));
        double rounded = new Dyadic(steps, unit).toDouble();
        return rounded > type.max() ? Double.POSITIVE_INFINITY : rounded;
    }

    /// The exponent of the smallest positive number of the type.
    private static int smallest(FloatType type) {
        return type.minExponent() - type.precision() + 1;
    }
}
