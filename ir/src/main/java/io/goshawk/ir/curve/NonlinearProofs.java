package io.goshawk.ir.curve;

import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.NormalizeLaw;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.integer.SoftmaxLaw;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import java.math.BigInteger;

/// How far the integer softmax and the integer normalisation are from what they stand for, in steps of
/// the output: bounds that hold for every row there can be.
public final class NonlinearProofs {
    /// Of bounds computed in double precision from a few dozen operations.
    private static final double SLACK = 1 + 0x1p-40;

    private NonlinearProofs() {}

    /// {@return what the exponential of a softmax stands for: `2^fraction * exp(scale * distance)`}
    public static CurveLaw exponential(Real scale, int fraction) {
        return new CurveLaw(
                CurveKind.EXP,
                scale,
                Dyadic.ZERO,
                Dyadic.powerOfTwo(-fraction),
                Dyadic.ZERO,
                new IntRange(BigInteger.ZERO, BigInteger.ONE.shiftLeft(fraction + 1)));
    }

    /// {@return a bound on the distance of a softmax of rows of `length` from its law}
    ///
    /// With exponentials off by at most `e` of `2^fraction`, a quotient of one and their sum, which is
    /// at least 1, is off by at most `e * (1 + length)`; the rest is what numerator, factor and result
    /// round away.
    public static double softmax(SoftmaxLaw law, SoftmaxForm form, int length) {
        CurveLaw exponential = exponential(law.scale(), form.fraction());
        double error = CurveProof.bound(exponential, form.exponential(), form.distances());
        double one = Math.scalb(1.0, form.fraction());
        double steps = 1 / law.outputScale().toDouble();
        double relative = error / one;
        double quotient = steps * relative * (1 + length) / (1 - Math.min(0.5, relative));
        double unit = Math.scalb(1.0, -form.shift());
        double numerator = Math.abs(form.numerator().doubleValue() * unit - steps) + steps * 0x1p-50;
        double factor = 0.51 * (one + error) * unit;
        return ((form.keepsMass() ? 1 : 0.5) + quotient + numerator + factor) * SLACK;
    }

    /// {@return a bound on the distance of a normalisation from its law}
    ///
    /// The normalised element is off by the relative errors of epsilon, root and reciprocal times the
    /// largest element there can be, and by half a step of its fraction; gain, bias and the last
    /// rounding add theirs.
    public static double normalize(NormalizeLaw law, NormalizeForm form) {
        int length = law.gain().size();
        double largest = law.centred() ? Math.sqrt(length - 1.0) : 1;
        double element = largest * relative(law, form) + Math.scalb(0.5, -form.fraction());
        // Of the root mean square the form's gain holds the square root of the length.
        double more = law.centred() ? 1 : Math.sqrt(length);
        double unit = Math.scalb(1.0, -form.shift());
        double bound = 0;
        for (int i = 0; i < length; i++) {
            double gain = law.gain().get(i).toDouble() * more;
            double bias = law.bias().get(i).toDouble();
            double used = Math.scalb(form.gain().bigAt(i).doubleValue(), form.fraction() - form.shift());
            double added = form.bias().bigAt(i).doubleValue() * unit;
            double offGain = Math.abs(gain - used) + Math.abs(gain) * 0x1p-49;
            double offBias = Math.abs(bias - added) + Math.abs(bias) * 0x1p-49;
            bound = Math.max(bound, Math.abs(gain) * element + offGain * (largest + element) + offBias);
        }
        return (0.5 + bound) * SLACK;
    }

    private static double relative(NormalizeLaw law, NormalizeForm form) {
        int length = law.gain().size();
        double epsilon = epsilon(law) * Math.scalb(1.0, form.guard());
        double used = form.epsilon().doubleValue();
        // Where the squares are zero so is every element. Else two elements differ, or one is not zero.
        double least = Math.scalb(law.centred() ? length - 1.0 : 1.0, form.guard());
        double off = Math.abs(epsilon - used) + epsilon * 0x1p-48;
        double squares = length == 1 && law.centred() ? 0 : off / (least + Math.min(epsilon, used));
        if (squares >= 0.5) {
            return Double.POSITIVE_INFINITY;
        }
        // Squares, epsilon and one more have at least rootBits - 1 bits, so squares and epsilon half of that.
        double smallest = Math.scalb(1.0, form.rootBits() - 3) - 1;
        double root = 1 / (Math.sqrt(smallest) - 1) + 1 / smallest;
        double reciprocal = Math.scalb(0.51, -form.precision());
        return (1 / Math.sqrt(1 - squares)) * (1 + root) * (1 + reciprocal) - 1 + 0x1p-50;
    }

    /// {@return epsilon in the unit of the squares that the integer form adds up}
    public static double epsilon(NormalizeLaw law) {
        double length = law.gain().size();
        double scale = law.scale().toDouble();
        return law.epsilon().toDouble() / (scale * scale) * (law.centred() ? length * length : length);
    }
}
