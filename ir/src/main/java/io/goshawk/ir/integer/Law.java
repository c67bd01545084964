package io.goshawk.ir.integer;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// What a requantisation must compute, exactly: `clamp(rounding(scale * x + offset))`.
///
/// It states the meaning that the model gives to one channel; the [Requantizer]'s form is how hardware gets there.
public record Law(Real scale, Real offset, Rounding rounding, IntRange clamp) {
    /// {@return the law's value at the integer `x`}
    public BigInteger apply(BigInteger x) {
        return apply(Dyadic.of(x));
    }

    /// {@return the law's value at any `x`}
    public BigInteger apply(Real x) {
        return clamp.clamp(rounding.apply(scale.times(x).plus(offset)));
    }
}
