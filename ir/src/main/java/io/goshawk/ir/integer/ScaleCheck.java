package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// The part of [Certificate] for multiplications whose numbers fit longs: at both ends of each tread.
final class ScaleCheck {
    private final long multiplier;
    private final long addend;
    private final int shift;
    private final Rounding rounding;
    private final long low;
    private final long high;

    /// @param clamp fits longs
    ScaleCheck(Form.Scale form, IntRange clamp) {
        this.multiplier = form.multiplier().longValueExact();
        this.addend = form.addend().longValueExact();
        this.shift = form.shift();
        this.rounding = form.rounding();
        this.low = clamp.min().longValueExact();
        this.high = clamp.max().longValueExact();
    }

    /// @param steps those of `stairs`
    Certificate.Verdict check(Staircase stairs, LongSteps steps) {
        long value = stairs.valueAtMin().longValueExact();
        long from = stairs.interval().min().longValueExact();
        for (int i = 0; i <= steps.size(); i++) {
            long to = i < steps.size()
                    ? steps.place(i) - 1
                    : stairs.interval().max().longValueExact();
            if (at(from) != value || at(to) != value) {
                long differs = at(from) != value ? from : to;
                return new Certificate.Verdict.FailsAt(BigInteger.valueOf(differs));
            }
            if (i < steps.size()) {
                from = steps.place(i);
                value = steps.value(i);
            }
        }
        return new Certificate.Verdict.Holds();
    }

    private long at(long x) {
        return Math.clamp(rounding.shiftRight(x * multiplier + addend, shift), low, high);
    }
}
