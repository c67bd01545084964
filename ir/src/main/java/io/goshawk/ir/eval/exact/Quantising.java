package io.goshawk.ir.eval.exact;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Quantisers of exact tensors.
public final class Quantising {
    private static final int DOUBLE_BITS = 53;

    private Quantising() {}

    /// {@return the codes whose reals under `map` are nearest, as `rounding` has it, to `input`}
    /// @throws ArithmeticException if `overflow` refuses one
    public static IntTensor codes(Affine map, IntRange clamp, Rounding rounding, Overflow overflow, RealTensor input) {
        Shape shape = input.shape();
        int stride = map.axis() < 0 ? 1 : shape.stride(map.axis());
        int extent = map.axis() < 0 ? 1 : shape.extent(map.axis());
        IntUnaryOperator channel = extent == 1 ? i -> 0 : i -> i / stride % extent;
        RealTensor scale = Maps.numbers(extent, map.scale()::at);
        // (x - offset) / scale is x / scale + zeroPoint with this zero point.
        RealTensor zeroPoint = Maps.numbers(
                extent, c -> map.offset().at(c).negate().dividedBy(map.scale().at(c)));
        Steps steps = new Steps(scale, channel, zeroPoint, channel, rounding);
        return overflow == Overflow.SATURATE && isShort(clamp)
                ? saturated(steps, clamp, input)
                : general(steps, clamp, overflow, input);
    }

    /// Whether doubles hold every integer of `range`.
    public static boolean isShort(IntRange range) {
        return range.min().bitLength() < DOUBLE_BITS && range.max().bitLength() < DOUBLE_BITS;
    }

    private static IntTensor saturated(Steps steps, IntRange clamp, RealTensor input) {
        double min = clamp.min().doubleValue();
        double max = clamp.max().doubleValue();
        long[] codes = new long[input.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (long) steps.clamped(input, i, min, max);
        }
        return IntTensor.of(input.shape(), codes);
    }

    private static IntTensor general(Steps steps, IntRange clamp, Overflow overflow, RealTensor input) {
        List<BigInteger> codes = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            codes.add(steps.code(input, i, clamp, overflow));
        }
        return IntTensor.of(input.shape(), codes);
    }

    /// {@return the reals `(code - zeroPoint) * scale`}
    ///
    /// @param codes integers, row-major
    /// @param scaleOf, zeroPointOf which parameter belongs to an element
    public static RealTensor meaning(
            Shape shape,
            double[] codes,
            RealTensor scales,
            IntUnaryOperator scaleOf,
            RealTensor zeroPoints,
            IntUnaryOperator zeroPointOf) {
        double[] near = new double[codes.length];
        double[] errors = new double[codes.length];
        for (int i = 0; i < codes.length; i++) {
            int s = scaleOf.applyAsInt(i);
            int z = zeroPointOf.applyAsInt(i);
            double steps = codes[i] - zeroPoints.near(z);
            double error = Bounds.sum(codes[i], 0.0, -zeroPoints.near(z), zeroPoints.error(z), steps);
            near[i] = steps * scales.near(s);
            errors[i] = Bounds.product(steps, error, scales.near(s), scales.error(s), near[i]);
        }
        return RealTensor.of(
                shape,
                near,
                errors,
                1,
                i -> Dyadic.exactly(codes[i])
                        .minus(zeroPoints.at(zeroPointOf.applyAsInt(i)))
                        .times(scales.at(scaleOf.applyAsInt(i))));
    }
}
