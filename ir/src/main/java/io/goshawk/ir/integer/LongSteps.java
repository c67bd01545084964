package io.goshawk.ir.integer;

import io.goshawk.ir.num.Line;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/// The steps of a staircase in longs.
public final class LongSteps extends AbstractList<Staircase.Step> implements RandomAccess {
    private final long[] places;
    private final long[] values;

    private LongSteps(long[] places, long[] values) {
        this.places = places;
        this.values = values;
    }

    /// {@return the steps of `law`, which is `line` rounded and clamped, from the value `first` to
    ///     `last`}
    static LongSteps of(Law law, Line line, long first, long last) {
        Rounding rounding = law.rounding();
        boolean rises = line.rises();
        long low = law.clamp().min().longValueExact();
        long high = law.clamp().max().longValueExact();
        long[] places = new long[16];
        long[] values = new long[16];
        int count = 0;
        for (long value = first; value != last; count++) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            long level = rises ? value + 1 : value;
            // Rising: the first x that reaches `level`. Falling: the first x behind the last one that still reaches it.
            boolean included = rounding.boundaryIncluded(level) == rises;
            places[count] = line.behind(rounding.doubledBoundary(level), included);
            value = line.rounded(rounding, places[count], low, high);
            values[count] = value;
        }
        return new LongSteps(Arrays.copyOf(places, count), Arrays.copyOf(values, count));
    }

    /// {@return the steps of the staircase mirrored at zero, which then leads back to `first`}
    ///
    /// @param first the value in front of the steps
    public LongSteps mirrored(long first) {
        int last = places.length - 1;
        long[] mirrored = new long[places.length];
        long[] back = new long[places.length];
        for (int i = 0; i <= last; i++) {
            mirrored[i] = 1 - places[last - i];
            back[i] = i == last ? first : values[last - i - 1];
        }
        return new LongSteps(mirrored, back);
    }

    /// {@return whether each value lies beyond the one before it, where `direction` is 1, or short of it,
    ///     where it is -1}
    ///
    /// @param first the value in front of the steps
    boolean goes(long first, int direction) {
        long before = first;
        for (long value : values) {
            if (Long.compare(value, before) != direction) {
                return false;
            }
            before = value;
        }
        return true;
    }

    /// {@return where step `index` begins}
    public long place(int index) {
        return places[index];
    }

    /// {@return the value from step `index` on}
    public long value(int index) {
        return values[index];
    }

    @Override
    public Staircase.Step get(int index) {
        Objects.checkIndex(index, places.length);
        return new Staircase.Step(BigInteger.valueOf(places[index]), BigInteger.valueOf(values[index]));
    }

    @Override
    public int size() {
        return places.length;
    }
}
