package io.goshawk.simulator.kernels;

import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// The exponentials of a softmax by the distance from the largest element, where `softmax.h` can keep
/// all of a row in words: the exponentials, the shares, and sums of two.
final class SoftmaxTable {
    private static final int BITS = 30;
    private static final int LONG_BITS = 63;
    /// What the second cache of a processor holds with room to spare: 256 KB.
    private static final int MOST = 1 << 16;

    private SoftmaxTable() {}

    /// {@return the exponential of each distance from 0 on, negative ones as 0, up to one from which on
    ///     all are 0, or to the largest distance; nothing where words are too short for the row or the
    ///     table would be too long}
    static Optional<int[]> of(Softmax op) {
        SoftmaxForm form = op.form();
        BigInteger most = form.distances().min().negate();
        if (most.compareTo(BigInteger.valueOf(MOST)) >= 0
                || form.exponential().bits(form.distances()) > LONG_BITS
                || form.exponential().reach(form.distances()).max().bitLength() > BITS
                || !shares(op)) {
            return Optional.empty();
        }
        int[] table = new int[most.intValueExact() + 2];
        int end = 1;
        for (int distance = 0; distance < table.length - 1; distance++) {
            table[distance] = (int) Math.max(0, form.exponential().apply(-(long) distance));
            end = table[distance] > 0 ? distance + 2 : end;
        }
        return Optional.of(Arrays.copyOf(table, end));
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
}
