package io.goshawk.ir.eval.exact;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigInteger;
import java.util.function.IntUnaryOperator;

/// The decisions of quantisers: `rounding(x / scale + zeroPoint)`, exactly.
///
/// Three filters, each dearer and rarer used than the one before: interval arithmetic in doubles; for operands
/// that are doubles, an exact comparison with the nearest place where the rounding steps; exact numbers.
///
/// @param scales, zeroPoints the parameters, any number of each
/// @param scaleOf, zeroPointOf which of them belongs to an element
public record Steps(
        RealTensor scales,
        IntUnaryOperator scaleOf,
        RealTensor zeroPoints,
        IntUnaryOperator zeroPointOf,
        Rounding rounding) {
    /// Doubles hold all integers up to here.
    private static final double INTEGERS = 0x1p53;

    /// Below this, the residual of a product may underflow.
    private static final double SMALL = 0x1p-900;

    /// {@return element `i` of `input` in steps, rounded, and brought into `range`}
    public BigInteger code(RealTensor input, int i, IntRange range, Overflow overflow) {
        double code = certain(input, i);
        BigInteger whole = Double.isNaN(code) ? exact(input, i) : BigInteger.valueOf((long) code);
        return overflow.apply(whole, range);
    }

    /// {@return element `i` of `input` in steps, rounded and clamped; `min` and `max` are integers up to 2^53}
    public double clamped(RealTensor input, int i, double min, double max) {
        int s = scaleOf.applyAsInt(i);
        int z = zeroPointOf.applyAsInt(i);
        double quotient = input.near(i) / scales.near(s);
        double error = Bounds.quotient(input.near(i), input.error(i), scales.near(s), scales.error(s), quotient);
        double steps = quotient + zeroPoints.near(z);
        double bound = Bounds.sum(quotient, error, zeroPoints.near(z), zeroPoints.error(z), steps);
        // Rounding and clamping are monotone: where both ends of the interval agree, so does what lies between.
        double low = clamp(Nearby.round(rounding, lower(steps, bound)), min, max);
        double high = clamp(Nearby.round(rounding, upper(steps, bound)), min, max);
        if (low == high) {
            return low + 0.0;
        }
        double decided = byComparison(input, i, steps, bound);
        return clamp(Double.isNaN(decided) ? clampedDouble(exact(input, i)) : decided, min, max) + 0.0;
    }

    /// The code as a double, NaN where it is in doubt or no integer that a double holds.
    private double certain(RealTensor input, int i) {
        double code = clamped(input, i, -INTEGERS, INTEGERS);
        return Math.abs(code) < INTEGERS ? code : Double.NaN;
    }

    private static double clamp(double x, double min, double max) {
        return x < min ? min : x > max ? max : x;
    }

    private static double clampedDouble(BigInteger code) {
        return code.bitLength() > 60 ? code.signum() * 0x1p60 : (double) code.longValue();
    }

    private static double lower(double x, double error) {
        return error == 0.0 ? x : Math.nextDown(x - error);
    }

    private static double upper(double x, double error) {
        return error == 0.0 ? x : Math.nextUp(x + error);
    }

    /// Where all operands are doubles: the sign of `x / s + z - b` for the step `b` next to it, without any
    /// rounding.
    private double byComparison(RealTensor input, int i, double steps, double bound) {
        int s = scaleOf.applyAsInt(i);
        int z = zeroPointOf.applyAsInt(i);
        boolean doubles = input.error(i) == 0.0 && scales.error(s) == 0.0 && zeroPoints.error(z) == 0.0;
        if (!doubles || !(bound < 0.125) || Math.abs(steps) > 0x1p49) {
            return Double.NaN;
        }
        double boundary = Nearby.boundary(rounding, steps);
        double zeroPoint = zeroPoints.near(z);
        double distance = boundary - zeroPoint;
        double scale = scales.near(s);
        double product = distance * scale;
        boolean lossless = Bounds.sum(boundary, 0, -zeroPoint, 0, distance) == 0.0
                && (product == 0.0 ? distance == 0.0 : Math.abs(product) > SMALL);
        if (!lossless || !Double.isFinite(product)) {
            return Double.NaN;
        }
        double difference = input.near(i) - product;
        // The product is the double nearest to distance * scale, so only equality needs its residual.
        double side = difference != 0.0 ? difference : -Math.fma(distance, scale, -product);
        return Nearby.round(rounding, boundary + Math.signum(side) * Math.signum(scale) * 0.25);
    }

    private BigInteger exact(RealTensor input, int i) {
        Real scale = scales.at(scaleOf.applyAsInt(i));
        Real zeroPoint = zeroPoints.at(zeroPointOf.applyAsInt(i));
        return rounding.apply(input.at(i).dividedBy(scale).plus(zeroPoint));
    }
}
