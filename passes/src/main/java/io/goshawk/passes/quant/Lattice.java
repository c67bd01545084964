package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigInteger;
import java.util.Optional;

/// Constants without a quantiser that are whole multiples of one number all the same, such as weights that FINN
/// made integers, or numbers of a small float format.
final class Lattice {
    /// Multiples of more bits than this are no sign of a quantiser. A float format of 8 bits needs 18.
    private static final int MAX_BITS = 20;

    private Lattice() {}

    /// {@return `data` as integers of their largest common step; nothing where they have none, or are too many of
    ///     its multiples}
    static Optional<Known.Quantised> of(RealTensor data) {
        BigInteger step = BigInteger.ZERO;
        BigInteger largest = BigInteger.ZERO;
        int exponent = 0;
        // Arbitrary floats are given up after a few elements.
        for (int i = 0; i < data.size(); i++) {
            if (!(data.at(i) instanceof Dyadic number)) {
                return Optional.empty();
            }
            int lower = Math.min(exponent, number.exponent());
            if (exponent - lower > 53 + MAX_BITS && step.signum() != 0) {
                return Optional.empty();
            }
            step = step.shiftLeft(exponent - lower);
            largest = largest.shiftLeft(exponent - lower);
            exponent = lower;
            BigInteger whole = number.mantissa().shiftLeft(number.exponent() - exponent);
            step = step.gcd(whole);
            largest = largest.max(whole.abs());
            if (step.signum() != 0 && largest.divide(step).bitLength() > MAX_BITS) {
                return Optional.empty();
            }
        }
        return Optional.of(multiples(data, step.signum() == 0 ? Dyadic.ONE : new Dyadic(step, exponent)));
    }

    private static Known.Quantised multiples(RealTensor data, Dyadic step) {
        long[] codes = new long[data.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = data.at(i).dividedBy(step).floor().longValueExact();
        }
        IntTensor integers = IntTensor.of(data.shape(), codes);
        return new Known.Quantised(
                integers, new QuantType(IntType.holding(integers.hull()), Affine.of(step, Dyadic.ZERO)));
    }
}
