package io.goshawk.passes.integer;

import io.goshawk.ir.integer.BentLaw;
import io.goshawk.ir.integer.CountLaw;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/// Compares a form with its law at every integer of the interval: the law by doubles where these leave
/// no doubt, else exactly; no step is ever solved for.
final class EveryInteger {
    /// Far more than the few operations on doubles below can err by.
    private static final double DOUBT = 0x1p-40;
    private static final double LARGEST = 0x1p40;

    private EveryInteger() {}

    static Optional<BigInteger> firstDifference(Requantizer channel) {
        long last = channel.interval().max().longValueExact();
        IntRange clamp = channel.law().clamp();
        boolean small = clamp.min().bitLength() < 62 && clamp.max().bitLength() < 62;
        LongUnaryOperator law = law(channel.law());
        for (long x = channel.interval().min().longValueExact(); x <= last; x++) {
            boolean same = small
                    ? law.applyAsLong(x) == form(channel.form(), x, clamp)
                    : channel.apply(BigInteger.valueOf(x)).equals(channel.law().apply(BigInteger.valueOf(x)));
            if (!same) {
                return Optional.of(BigInteger.valueOf(x));
            }
        }
        return Optional.empty();
    }

    private static LongUnaryOperator law(StepFunction law) {
        return switch (law) {
            case BentLaw bent -> {
                LongUnaryOperator below = law(bent.below());
                LongUnaryOperator above = law(bent.above());
                yield x ->
                        BigInteger.valueOf(x).compareTo(bent.pivot()) < 0 ? below.applyAsLong(x) : above.applyAsLong(x);
            }
            case Law straight -> law(straight);
            case CountLaw counted -> x -> counted.apply(BigInteger.valueOf(x)).longValueExact();
        };
    }

    private static LongUnaryOperator law(Law law) {
        double scale = law.scale().toDouble();
        double offset = law.offset().toDouble();
        long min = law.clamp().min().longValue();
        long max = law.clamp().max().longValue();
        return x -> {
            double y = scale * x + offset;
            double twice = 2 * y;
            double doubt = (Math.abs(scale * x) + Math.abs(offset) + Double.MIN_NORMAL) * DOUBT;
            return Math.abs(y) > LARGEST || Math.abs(twice - Math.rint(twice)) <= doubt
                    ? law.apply(BigInteger.valueOf(x)).longValueExact()
                    : Math.clamp(rounded(law.rounding(), y), min, max);
        };
    }

    private static long rounded(Rounding rounding, double y) {
        return switch (rounding) {
            case FLOOR -> (long) Math.floor(y);
            case CEIL -> (long) Math.ceil(y);
            case TOWARD_ZERO -> (long) y;
            case AWAY -> (long) (y < 0 ? Math.floor(y) : Math.ceil(y));
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> (long) Math.rint(y);
        };
    }

    private static long form(Form form, long x, IntRange clamp) {
        if (form instanceof Form.Scale scale
                && scale.rounding() == Rounding.FLOOR
                && scale.multiplier().bitLength() < 40
                && scale.addend().bitLength() < 60
                && Math.abs(x) < 1L << 21) {
            long value = scale.shift() > 62
                    ? form.apply(BigInteger.valueOf(x)).longValueExact()
                    : x * scale.multiplier().longValueExact() + scale.addend().longValueExact() >> scale.shift();
            return Math.clamp(value, clamp.min().longValueExact(), clamp.max().longValueExact());
        }
        return clamp.clamp(form.apply(BigInteger.valueOf(x))).longValueExact();
    }
}
