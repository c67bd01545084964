package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.elementwise.BitCast;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.function.IntToLongFunction;

/// What conversions from one element type to another mean.
final class CastSemantics {
    private static final IntType TRUTH = IntType.u(1);

    private CastSemantics() {}

    /// {@return `input` in the elements that `op` asks for; exact reals stay what they are among the wide floats}
    static Tensor cast(Cast op, Tensor input) {
        if (input instanceof RealTensor && op.keepsReals()) {
            return input;
        }
        return switch (op.to()) {
            case FloatType type -> toFloats(op, input, type);
            case IntType type when input instanceof IntTensor integers -> toIntegers(integers, type);
            case IntType type -> truncated(FloatElementwise.floats(input, op.input()), type);
            case ElementType type -> throw new IllegalStateException("a cast to " + type);
        };
    }

    private static FloatTensor toFloats(Cast op, Tensor input, FloatType type) {
        if (!type.isSmall()) {
            return Floats.of(input, type);
        }
        FloatTensor source = input instanceof FloatTensor floats ? floats : Floats.of(input, FloatType.F64);
        double[] values = new double[source.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = small(source.at(i), type, op);
        }
        return FloatTensor.of(source.shape(), type, values);
    }

    private static double small(double x, FloatType type, Cast op) {
        if (type == FloatType.F8E8M0) {
            return power(x, op);
        }
        return type.round(op.saturate() ? Math.clamp(x, -type.max(), type.max()) : x);
    }

    /// {@return the power of two for `x`; NaN for what is negative, and beyond the last powers where not saturated}
    private static double power(double x, Cast op) {
        double max = FloatType.F8E8M0.max();
        double min = 1 / max;
        if (Double.isNaN(x) || x < 0) {
            return Double.NaN;
        }
        if (x < min || x > max) {
            return op.saturate() ? Math.clamp(x, min, max) : FloatType.F8E8M0.round(x < min ? 0 : Double.NaN);
        }
        double below = Math.scalb(1.0, Math.getExponent(x));
        boolean isUp = op.powers() == Rounding.CEIL ? x > below : op.powers() == Rounding.HALF_UP && x >= 1.5 * below;
        double power = isUp ? 2 * below : below;
        return power <= max ? power : op.saturate() ? max : Double.NaN;
    }

    private static IntTensor toIntegers(IntTensor integers, IntType type) {
        long[] words = new long[integers.shape().size()];
        for (int i = 0; i < words.length; i++) {
            long word = Words.at(integers, i);
            words[i] = type.equals(TRUTH) && word != 0 ? 1 : word;
        }
        return Words.wrapped(integers.shape(), type, words);
    }

    /// Integers of fewer than eight bits keep the low bits of what was truncated, as ONNX's own cases have it.
    private static IntTensor truncated(FloatTensor floats, IntType type) {
        long[] words = new long[floats.shape().size()];
        for (int i = 0; i < words.length; i++) {
            double x = floats.at(i);
            long whole = type.bits() < Byte.SIZE ? (long) x : Words.truncated(x, type);
            words[i] = type.equals(TRUTH) ? (x == 0 ? 0 : 1) : whole;
        }
        return Words.wrapped(floats.shape(), type, words);
    }

    /// {@return the bits of `input`, read as `op` says}
    static Tensor bits(BitCast op, Tensor input) {
        Shape shape = input.shape();
        ElementType from = op.input().type().element();
        IntToLongFunction code;
        if (from instanceof FloatType type) {
            FloatTensor floats = Floats.of(input, type);
            code = i -> type.encode(floats.at(i));
        } else {
            code = i -> Words.at((IntTensor) input, i);
        }
        if (op.to() instanceof FloatType type) {
            double[] values = new double[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = type.decode(code.applyAsLong(i));
            }
            return FloatTensor.of(shape, type, values);
        }
        long[] words = new long[shape.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = code.applyAsLong(i);
        }
        return Words.wrapped(shape, (IntType) op.to(), words);
    }
}
