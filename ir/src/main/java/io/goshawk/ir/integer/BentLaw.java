package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// `x < pivot ? below(x) : above(x)`: what a LeakyReLU or a PReLU makes of an accumulator.
///
/// It need not be monotone: where one slope is negative it has a lowest or a highest place at the
/// pivot.
///
/// @param pivot the first integer that belongs to `above`
/// @param below, above both clamp to the same bounds
public record BentLaw(BigInteger pivot, StepFunction below, StepFunction above) implements StepFunction {
    public BentLaw {
        if (!below.clamp().equals(above.clamp())) {
            throw new IllegalArgumentException(
                    "two clamps in one law: " + below.clamp() + " below " + pivot + ", then " + above.clamp());
        }
    }

    @Override
    public BigInteger apply(BigInteger x) {
        return (x.compareTo(pivot) < 0 ? below : above).apply(x);
    }

    @Override
    public IntRange clamp() {
        return above.clamp();
    }

    @Override
    public StepFunction on(IntRange interval) {
        if (interval.max().compareTo(pivot) < 0) {
            return below.on(interval);
        }
        if (interval.min().compareTo(pivot) >= 0) {
            return above.on(interval);
        }
        return new BentLaw(pivot, below.on(left(interval)), above.on(right(interval)));
    }

    @Override
    public IntRange over(IntRange interval) {
        StepFunction here = on(interval);
        return here instanceof BentLaw bent
                ? bent.below.over(left(interval)).union(bent.above.over(right(interval)))
                : here.over(interval);
    }

    /// {@return the part of `interval` below the pivot, which lies inside of it}
    IntRange left(IntRange interval) {
        return new IntRange(interval.min(), pivot.subtract(BigInteger.ONE));
    }

    /// {@return the part of `interval` from the pivot on, which lies inside of it}
    IntRange right(IntRange interval) {
        return new IntRange(pivot, interval.max());
    }
}
