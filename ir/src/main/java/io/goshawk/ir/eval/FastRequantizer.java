package io.goshawk.ir.eval;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;

/// The primitive path of [Requantizer]: longs where the interval proves that nothing overflows, else
/// the law's own BigInteger path. A property test holds the two equal.
interface FastRequantizer {
    long apply(long x);

    static FastRequantizer of(Requantizer requantizer) {
        IntRange clamp = requantizer.law().clamp();
        IntRange interval = requantizer.interval();
        if (requantizer.form() instanceof Form.Scale scale && fits(clamp) && fits(interval)) {
            IntRange wide = interval.times(scale.multiplier()).plus(IntRange.only(scale.addend()));
            boolean modeIsPrimitive = scale.rounding() == Rounding.FLOOR || scale.rounding() == Rounding.HALF_EVEN;
            if (fits(wide) && scale.shift() < 62 && modeIsPrimitive) {
                return primitive(scale, interval, clamp);
            }
        }
        if (requantizer.form() instanceof Form.Quotient quotient && fits(clamp) && fits(interval)) {
            IntRange wide = interval.times(quotient.multiplier()).plus(IntRange.only(quotient.addend()));
            if (fits(wide) && quotient.divisor().bitLength() < 61) {
                return divided(quotient, interval, clamp);
            }
        }
        if (requantizer.form() instanceof Form.Bent bent && fits(IntRange.only(bent.pivot()))) {
            return bent(bent, requantizer);
        }
        return x -> requantizer.apply(BigInteger.valueOf(x)).longValueExact();
    }

    private static FastRequantizer bent(Form.Bent form, Requantizer whole) {
        FastRequantizer below = of(new Requantizer(form.below(), whole.interval(), whole.law()));
        FastRequantizer above = of(new Requantizer(form.above(), whole.interval(), whole.law()));
        long pivot = form.pivot().longValueExact();
        return x -> x < pivot ? below.apply(x) : above.apply(x);
    }

    private static FastRequantizer primitive(Form.Scale scale, IntRange interval, IntRange clamp) {
        long multiplier = scale.multiplier().longValueExact();
        long addend = scale.addend().longValueExact();
        int shift = scale.shift();
        long min = clamp.min().longValueExact();
        long max = clamp.max().longValueExact();
        long first = interval.min().longValueExact();
        long last = interval.max().longValueExact();
        boolean even = scale.rounding() == Rounding.HALF_EVEN && shift > 0;
        long half = even ? (1L << (shift - 1)) - 1 : 0;
        return x -> {
            if (x < first || x > last) {
                throw new IllegalStateException(x + " lies outside the certificate's interval " + interval);
            }
            long y = x * multiplier + addend;
            long shifted = even ? (y + half + ((y >> shift) & 1)) >> shift : y >> shift;
            return Math.clamp(shifted, min, max);
        };
    }

    private static FastRequantizer divided(Form.Quotient form, IntRange interval, IntRange clamp) {
        long multiplier = form.multiplier().longValueExact();
        long addend = form.addend().longValueExact();
        long divisor = form.divisor().longValueExact();
        Rounding rounding = form.rounding();
        long min = clamp.min().longValueExact();
        long max = clamp.max().longValueExact();
        long first = interval.min().longValueExact();
        long last = interval.max().longValueExact();
        return x -> {
            if (x < first || x > last) {
                throw new IllegalStateException(x + " lies outside the certificate's interval " + interval);
            }
            long y = x * multiplier + addend;
            long below = Math.floorDiv(y, divisor);
            long twice = 2 * (y - below * divisor);
            boolean up = rounding != Rounding.FLOOR
                    && (twice > divisor || (twice == divisor && rounding.tieGoesUp(BigInteger.valueOf(below))));
            return Math.clamp(up ? below + 1 : below, min, max);
        };
    }

    private static boolean fits(IntRange range) {
        // One spare bit leaves room for the tie correction.
        return range.min().bitLength() < 62 && range.max().bitLength() < 62;
    }
}
