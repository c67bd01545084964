package io.goshawk.ir.integer;

import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// How a softmax is computed; see [Softmax].
///
/// @param exponential of the distances to the largest element, which are not positive; `2^fraction`
///     stands for 1
/// @param distances what they can be
/// @param numerator the steps of the number 1, times `2^shift`
/// @param keepsMass whether what one element loses by rounding goes to the next one
public record SoftmaxForm(
        CurveForm exponential, IntRange distances, int fraction, BigInteger numerator, int shift, boolean keepsMass) {
    public SoftmaxForm {
        if (distances.max().signum() != 0 || shift < 1 || fraction < 0) {
            throw new IllegalArgumentException("no softmax over distances " + distances + " with shift " + shift);
        }
    }

    /// {@return bits that hold every intermediate value of a row of `length`, sign included}
    public int bits(int length) {
        BigInteger most = exponential.reach(distances).max().max(BigInteger.ONE);
        BigInteger sum = most.multiply(BigInteger.valueOf(length));
        // The largest exponential is in the sum, so an exponential times the factor exceeds the numerator by no more
        // than itself; the mass carried along the row is at most one step.
        BigInteger product = numerator.add(most).add(BigInteger.ONE.shiftLeft(shift + 1));
        BigInteger factor = numerator.add(sum);
        int own = product.max(factor).bitLength() + 2;
        return Math.max(own, exponential.bits(distances));
    }
}
