package io.goshawk.ir.curve;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Every so many integers of a range: its lowest, those `step` apart behind it, and its highest.
///
/// Counted in longs where they hold them.
final class Places {
    private static final int LONG_BITS = 61;

    private final IntRange range;
    private final BigInteger step;
    private final int count;
    private final boolean primitive;
    private final long first;
    private final long last;
    private final long apart;

    /// @param step positive, and not so small that the places are more than fit an int
    Places(IntRange range, BigInteger step) {
        this.range = range;
        this.step = step;
        BigInteger length = range.max().subtract(range.min());
        BigInteger whole = length.add(step).subtract(BigInteger.ONE).divide(step);
        this.count = whole.add(BigInteger.ONE).intValueExact();
        this.primitive = fits(range.min()) && fits(range.max()) && fits(whole.multiply(step));
        this.first = primitive ? range.min().longValueExact() : 0;
        this.last = primitive ? range.max().longValueExact() : 0;
        this.apart = primitive ? step.longValueExact() : 0;
    }

    private static boolean fits(BigInteger number) {
        return number.bitLength() <= LONG_BITS;
    }

    int count() {
        return count;
    }

    /// {@return the place of this index}
    BigInteger at(int place) {
        return primitive
                ? BigInteger.valueOf(near(place))
                : range.min().add(step.multiply(BigInteger.valueOf(place))).min(range.max());
    }

    /// {@return how far behind `origin` the place of this index lies}
    double distance(int place, BigInteger origin) {
        return primitive && fits(origin)
                ? near(place) - origin.longValue()
                : at(place).subtract(origin).doubleValue();
    }

    private long near(int place) {
        return Math.min(first + place * apart, last);
    }
}
