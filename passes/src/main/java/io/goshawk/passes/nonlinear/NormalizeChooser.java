package io.goshawk.passes.nonlinear;

import io.goshawk.ir.Shape;
import io.goshawk.ir.curve.NonlinearProofs;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.NormalizeLaw;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Derives the widths of an integer normalisation from what its result may be off.
public final class NormalizeChooser {
    private static final int MOST_GUARD = 40;

    private final NormalizeLaw law;
    private final IntRange interval;
    private final BigInteger zero;
    private final double share;
    /// The largest factor that a normalised element meets, and the largest such element.
    private final double gain;
    private final double largest;

    private NormalizeChooser(NormalizeLaw law, IntRange interval, BigInteger zero, double extra) {
        int length = law.gain().size();
        this.law = law;
        this.interval = interval;
        this.zero = zero;
        this.share = extra / 6;
        this.largest = law.centred() ? Math.max(1, Math.sqrt(length - 1.0)) : 1;
        this.gain = Math.max(0x1p-20, most(law.gain()) * (law.centred() ? 1 : Math.sqrt(length)));
    }

    private static double most(List<Real> numbers) {
        return numbers.stream()
                .mapToDouble(number -> Math.abs(number.toDouble()))
                .max()
                .orElse(0);
    }

    /// {@return the form for integers of `interval`; nothing where none keeps to the bound}
    ///
    /// @param zero the code of the real 0, which matters where the law is not centred
    /// @param extra steps that a result may be off beyond its rounding
    public static Optional<NormalizeForm> choose(NormalizeLaw law, IntRange interval, BigInteger zero, double extra) {
        NormalizeForm form = new NormalizeChooser(law, interval, zero, extra).form();
        return Optional.of(form).filter(found -> NonlinearProofs.normalize(law, found) <= 0.5 + extra);
    }

    private NormalizeForm form() {
        int guard = 0;
        while (guard < MOST_GUARD && epsilonError(guard) > share) {
            guard++;
        }
        BigInteger epsilon = epsilon(guard);
        int fraction = bits(gain / 2 / share);
        int precision = Math.max(fraction + 1, bits(gain * largest / share));
        int shift = fraction + bits(largest / 2 / share);
        IntTensor gains =
                scaled(law.gain(), law.centred() ? 1 : Math.sqrt(law.gain().size()), shift - fraction);
        IntTensor biases = scaled(law.bias(), 1, shift);
        NormalizeForm least = new NormalizeForm(zero, epsilon, guard, 62, precision, fraction, gains, biases, shift);
        int squares =
                least.mostSquares(law.centred(), interval, law.gain().size()).bitLength();
        int root = Math.max(4 + 2 * bits(gain * largest / share), guard + 2);
        int rootBits = Math.max(root + root % 2, squares + squares % 2);
        return new NormalizeForm(zero, epsilon, guard, rootBits, precision, fraction, gains, biases, shift);
    }

    /// {@return how far epsilon's rounding may move a result, in steps}
    private double epsilonError(int guard) {
        double exact = Math.scalb(NonlinearProofs.epsilon(law), guard);
        double off = Math.abs(exact - epsilon(guard).doubleValue());
        double least = Math.scalb(law.centred() ? law.gain().size() - 1.0 : 1, guard) + exact;
        return gain * largest * off / least;
    }

    private BigInteger epsilon(int guard) {
        double exact = Math.scalb(NonlinearProofs.epsilon(law), guard);
        return new BigDecimal(exact)
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigInteger()
                .max(BigInteger.ONE);
    }

    private static IntTensor scaled(List<Real> numbers, double factor, int places) {
        return IntTensor.of(
                Shape.of(numbers.size()),
                numbers.stream()
                        .map(number -> new BigDecimal(Math.rint(Math.scalb(number.toDouble() * factor, places)))
                                .toBigInteger())
                        .toList());
    }

    private static int bits(double number) {
        return Math.max(1, Math.getExponent(number) + 1);
    }
}
