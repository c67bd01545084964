package io.goshawk.ir.eval.nonlinear;

import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Integer curves, element by element.
public final class Curves {
    private Curves() {}

    /// {@return what `op` makes of `input`}
    /// @throws IllegalStateException if an element leaves the interval of the proof
    public static IntTensor of(Curve op, IntTensor input) {
        int size = input.shape().size();
        if (size > 0 && !op.interval().contains(input.hull())) {
            throw new IllegalStateException(input.hull() + " leaves " + op.interval());
        }
        boolean primitive = op.form().bits(op.interval()) <= 62
                && Quotients.fits(op.interval())
                && Quotients.fits(op.law().clamp());
        if (!primitive) {
            List<BigInteger> result = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                result.add(op.apply(input.bigAt(i)));
            }
            return IntTensor.of(input.shape(), result);
        }
        long min = op.law().clamp().min().longValueExact();
        long max = op.law().clamp().max().longValueExact();
        long[] x = input.toLongs();
        for (int i = 0; i < size; i++) {
            x[i] = Math.clamp(op.form().apply(x[i]), min, max);
        }
        return IntTensor.of(input.shape(), x);
    }
}
