package io.goshawk.ir.integer;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// What a requantisation must compute, exactly: `clamp(rounding(scale * x + offset))`.
///
/// It states the meaning that the model gives to one channel; the [Requantizer]'s form is how hardware
/// gets there.
public record Law(Real scale, Real offset, Rounding rounding, IntRange clamp) implements StepFunction {
    /// {@return `x < pivot ? below(x) : above(x)`}
    /// @throws IllegalArgumentException if the two clamp to different bounds
    public static StepFunction bent(BigInteger pivot, StepFunction below, StepFunction above) {
        return below.equals(above) ? above : new BentLaw(pivot, below, above);
    }

    @Override
    public BigInteger apply(BigInteger x) {
        return apply(Dyadic.of(x));
    }

    /// {@return the law's value at any `x`}
    public BigInteger apply(Real x) {
        return clamp.clamp(rounding.apply(scale.times(x).plus(offset)));
    }

    @Override
    public Law on(IntRange interval) {
        return this;
    }

    /// A law is monotone, so its values at the ends bound all between.
    @Override
    public IntRange over(IntRange interval) {
        return IntRange.between(apply(interval.min()), apply(interval.max()));
    }
}
