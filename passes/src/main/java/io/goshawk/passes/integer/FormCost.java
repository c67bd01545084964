package io.goshawk.passes.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// What a form costs in hardware, in bits of adders and comparators: about one LUT each on an FPGA.
final class FormCost {
    private FormCost() {}

    /// {@return the cost of computing `form` on inputs of `interval` and of clamping what it gives}
    static long of(Form form, IntRange interval, IntRange clamp) {
        long width = IntType.holding(interval).bits();
        return switch (form) {
            case Form.Scale scale -> scale(scale, width) + clamp(scale, interval, clamp);
            case Form.Thresholds thresholds -> thresholds.thresholds().size() * (width + 1);
            case Form.Table table -> table.values().size();
        };
    }

    private static long scale(Form.Scale scale, long width) {
        int digits = SignedDigits.count(scale.multiplier());
        long wide = width + scale.multiplier().bitLength();
        long adders = Math.max(0, digits - 1);
        adders += scale.addend().equals(BigInteger.ZERO) || digits == 0 ? 0 : 1;
        adders += scale.shift() > 0 && scale.rounding() != Rounding.FLOOR ? 1 : 0;
        adders += scale.multiplier().signum() < 0 && adders == 0 ? 1 : 0;
        return adders * wide;
    }

    /// Each side that must be cut off costs a comparison of the upper bits and a multiplexer of the result.
    private static long clamp(Form.Scale scale, IntRange interval, IntRange clamp) {
        IntRange values = IntRange.between(scale.apply(interval.min()), scale.apply(interval.max()));
        int sides = (values.min().compareTo(clamp.min()) < 0 ? 1 : 0)
                + (values.max().compareTo(clamp.max()) > 0 ? 1 : 0);
        int excess = IntType.holding(values).bits() - IntType.holding(clamp).bits();
        return sides * (IntType.holding(clamp).bits() + Math.max(0, excess) / 4L);
    }
}
