package io.goshawk.passes.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// What a form costs where it will run.
public enum FormCost {
    /// In hardware, in bits of adders and comparators: about one LUT each on an FPGA.
    LOGIC {
        @Override
        long multiply(Form.Scale scale, long width) {
            return adders(scale) * (width + scale.multiplier().bitLength());
        }

        @Override
        long divide(long dividend, long divisor) {
            // A row of the divider for each bit of the quotient.
            return Math.max(1, dividend - divisor + 1) * (divisor + 1) + 2 * divisor;
        }

        @Override
        long compare(int thresholds, long width) {
            // One LUT looks at six bits at once.
            return thresholds * (width <= LUT_INPUTS ? 1 : width + 1);
        }

        @Override
        long look(long entries, long bits) {
            return bits * Math.max(1, (entries + LUT_ENTRIES - 1) / LUT_ENTRIES);
        }
    },
    /// On a processor, in instructions of its vector unit: a multiplication is one, however many digits
    /// it has.
    INSTRUCTIONS {
        @Override
        long multiply(Form.Scale scale, long width) {
            boolean wide = width + scale.multiplier().bitLength() > Integer.SIZE;
            return (scale.multiplier().abs().bitCount() > 1 ? 2L : 0L) + (adders(scale) > 0 ? 2 : 1) + (wide ? 2 : 0);
        }

        @Override
        long divide(long dividend, long divisor) {
            return DIVISION;
        }

        @Override
        long compare(int thresholds, long width) {
            return 2L * thresholds;
        }

        @Override
        long look(long entries, long bits) {
            // A gathered load, and worse once the table leaves the nearest cache.
            return entries <= NEAR_ENTRIES ? GATHER : 4 * GATHER;
        }
    };

    /// The cost of what does not exist.
    static final long NONE = Long.MAX_VALUE / 4;

    private static final int LUT_INPUTS = 6;
    private static final int LUT_ENTRIES = 1 << LUT_INPUTS;
    private static final long GATHER = 12;
    private static final long DIVISION = 40;
    private static final long NEAR_ENTRIES = 1 << 12;
    /// A sum of more bits, its sign apart, than a machine word leaves most targets.
    private static final long WORD = 63;

    /// {@return a sum that stops at [#NONE]}
    static long sum(long a, long b) {
        return Math.min(NONE, a) + Math.min(NONE, b) >= NONE ? NONE : a + b;
    }

    abstract long multiply(Form.Scale scale, long width);

    /// @param dividend, divisor in bits
    abstract long divide(long dividend, long divisor);

    abstract long compare(int thresholds, long width);

    abstract long look(long entries, long bits);

    /// {@return the cost of computing `form` on inputs of `interval` and of clamping what it gives}
    long of(Form form, IntRange interval, IntRange clamp) {
        long width = IntType.holding(interval).bits();
        return switch (form) {
            case Form.Scale scale -> multiply(scale, width) + clamp(scale, interval, clamp) + unwieldy(scale, interval);
            case Form.Quotient quotient ->
                divide(
                        width + quotient.multiplier().bitLength(),
                        quotient.divisor().bitLength());
            case Form.Bent bent ->
                of(bent.below(), interval, clamp) + of(bent.above(), interval, clamp) + compare(1, width);
            case Form.Thresholds thresholds -> compare(thresholds.thresholds().size(), width);
            case Form.Table table ->
                look(table.values().size(), IntType.holding(clamp).bits());
        };
    }

    /// {@return how many additions a multiplication by shifts and additions takes, with the addend and
    ///     the tie}
    static long adders(Form.Scale scale) {
        int digits = SignedDigits.count(scale.multiplier());
        long adders = Math.max(0, digits - 1);
        adders += scale.addend().equals(BigInteger.ZERO) || digits == 0 ? 0 : 1;
        adders += scale.shift() > 0 && scale.rounding() != Rounding.FLOOR ? 1 : 0;
        adders += scale.multiplier().signum() < 0 && adders == 0 ? 1 : 0;
        return adders;
    }

    private static long unwieldy(Form.Scale scale, IntRange interval) {
        IntRange sums = interval.times(scale.multiplier()).plus(IntRange.only(scale.addend()));
        return Math.max(sums.min().bitLength(), sums.max().bitLength()) > WORD ? NONE / 1_000_000 : 0;
    }

    /// Each side that must be cut off costs a comparison of the upper bits and a multiplexer of the
    /// result.
    private long clamp(Form.Scale scale, IntRange interval, IntRange clamp) {
        IntRange values = IntRange.between(scale.apply(interval.min()), scale.apply(interval.max()));
        int sides = (values.min().compareTo(clamp.min()) < 0 ? 1 : 0)
                + (values.max().compareTo(clamp.max()) > 0 ? 1 : 0);
        if (this == INSTRUCTIONS) {
            return sides;
        }
        int excess = IntType.holding(values).bits() - IntType.holding(clamp).bits();
        return sides * (IntType.holding(clamp).bits() + Math.max(0, excess) / 4L);
    }
}
