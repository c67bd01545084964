package io.goshawk.simulator.kernels;

import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Whether a softmax fits lanes of 32 bits: all that `softmax.h` keeps in words, sums of two included.
final class SoftmaxLanes {
    private static final int BITS = 30;
    private static final int MOST_SHIFT = 31;

    private SoftmaxLanes() {}

    /// {@return whether lanes hold the exponential `power`, whose mantissa has degree 2 at most, and the
    ///     shares of `op`
    /// @param width how many bits the distances between elements have
    static boolean fit(Exponential power, int width, Softmax op) {
        return exponent(power, width) && mantissa(power.mantissa()) && shares(op);
    }

    private static boolean exponent(Exponential power, int width) {
        return power.multiplier().bitLength() < MOST_SHIFT
                && width <= BITS
                && width + power.multiplier().bitLength() - power.drop() - power.fractionBits() < BITS
                && power.fractionBits() <= BITS
                && power.maxShift() <= BITS;
    }

    /// Interval by interval what Horner's scheme computes, with the largest magnitudes of its coefficients.
    private static boolean mantissa(Segments mantissa) {
        int width = mantissa.shifts().size();
        BigInteger most = BigInteger.ZERO;
        boolean fits = mantissa.segmentBits() <= BITS;
        for (int power = width - 1; power >= 0; power--) {
            int shift = mantissa.shifts().get(power);
            most = most.add(largest(mantissa, power));
            // The last but one product has 64 bits, of which the shift leaves a word.
            BigInteger product = power == 0 ? most : most.shiftLeft(mantissa.segmentBits());
            fits &= most.bitLength() <= BITS && shift <= MOST_SHIFT && (power != 2 || product.bitLength() <= BITS);
            most = product.shiftRight(shift).add(BigInteger.ONE);
        }
        return fits && most.bitLength() < BITS;
    }

    private static BigInteger largest(Segments mantissa, int power) {
        BigInteger most = BigInteger.ZERO;
        for (int segment = 0; segment < mantissa.count(); segment++) {
            most = most.max(mantissa.coefficient(segment, power).abs());
        }
        return most;
    }

    private static boolean shares(Softmax op) {
        BigInteger numerator = op.form().numerator();
        IntRange clamp = op.law().clamp();
        return numerator.signum() >= 0
                && numerator.shiftRight(op.form().shift()).bitLength() < BITS
                && op.law().zeroPoint().bitLength() < BITS
                && clamp.min().bitLength() <= BITS
                && clamp.max().bitLength() <= BITS;
    }

    /// {@return the coefficients of all segments: the constant ones, then those of `t`, then of its square}
    static int[] coefficients(Segments mantissa) {
        int count = mantissa.count();
        int[] numbers = new int[3 * count];
        for (int power = 0; power < mantissa.shifts().size(); power++) {
            for (int segment = 0; segment < count; segment++) {
                numbers[power * count + segment] =
                        mantissa.coefficient(segment, power).intValueExact();
            }
        }
        return numbers;
    }
}
