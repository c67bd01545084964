package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;

/// `clamp(base + n)`, or `clamp(base - n)` where `falling`, with `n` the number of thresholds `t` that `x >= t`:
/// what a MultiThreshold of FINN makes of an accumulator.
///
/// @param thresholds not decreasing; one that stands twice is a step of two
public record CountLaw(BigInteger base, boolean falling, List<BigInteger> thresholds, IntRange clamp)
        implements StepFunction {
    public CountLaw {
        thresholds = List.copyOf(thresholds);
        // The form refuses thresholds out of order.
        new Form.Thresholds(base, falling, thresholds);
    }

    /// {@return the same without the clamp}
    public Form.Thresholds count() {
        return new Form.Thresholds(base, falling, thresholds);
    }

    @Override
    public BigInteger apply(BigInteger x) {
        return clamp.clamp(count().apply(x));
    }

    @Override
    public CountLaw on(IntRange interval) {
        return this;
    }

    /// The count is monotone, so its values at the ends bound all between.
    @Override
    public IntRange over(IntRange interval) {
        return IntRange.between(apply(interval.min()), apply(interval.max()));
    }
}
