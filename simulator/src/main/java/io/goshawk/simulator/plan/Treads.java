package io.goshawk.simulator.plan;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A requantiser on its interval as the runs of integers that it gives one value: found from its form,
/// by solving for the places where the value changes.
///
/// The interval is never walked through, but for a table.
public final class Treads {
    /// More treads than this are not listed.
    private static final int MOST = 1 << 17;
    private static final int SAFE_BITS = 61;

    private final long[] first;
    private final long[] value;
    private final long last;

    private Treads(long[] first, long[] value, long last) {
        this.first = first;
        this.value = value;
        this.last = last;
    }

    /// {@return the treads of `requantizer`; nothing where numbers are too large or treads too many}
    public static Optional<Treads> of(Requantizer requantizer) {
        IntRange interval = requantizer.interval();
        IntRange clamp = requantizer.law().clamp();
        if (!fits(interval) || !fits(clamp)) {
            return Optional.empty();
        }
        return switch (requantizer.form()) {
            case Form.Scale scale when scale.shift() < SAFE_BITS -> multiplied(Edges.of(scale), requantizer);
            case Form.Scale _ -> solved(requantizer);
            case Form.Quotient quotient -> multiplied(Edges.of(quotient), requantizer);
            case Form.Thresholds thresholds ->
                thresholds.thresholds().size() > MOST
                        ? Optional.empty()
                        : Optional.of(at(
                                requantizer,
                                thresholds.thresholds().stream()
                                        .filter(interval::contains)
                                        .mapToLong(BigInteger::longValueExact)));
            case Form form -> walked(requantizer, form);
        };
    }

    private static Optional<Treads> walked(Requantizer requantizer, Form form) {
        IntRange interval = requantizer.interval();
        long min = interval.min().longValueExact();
        return interval.count().bitLength() > 17
                ? Optional.empty()
                : Optional.of(at(
                        requantizer, LongStream.rangeClosed(min, interval.max().longValueExact())));
    }

    private static boolean fits(IntRange range) {
        return range.min().bitLength() < SAFE_BITS && range.max().bitLength() < SAFE_BITS;
    }

    private static Optional<Treads> multiplied(Edges edges, Requantizer requantizer) {
        IntRange interval = requantizer.interval();
        IntRange products = interval.times(edges.multiplier).plus(IntRange.only(edges.addend));
        if (!fits(products) || edges.multiplier.bitLength() >= SAFE_BITS) {
            return solved(requantizer);
        }
        long low = requantizer.apply(interval.min()).longValueExact();
        long high = requantizer.apply(interval.max()).longValueExact();
        if (Math.abs(high - low) > MOST || Math.max(Math.abs(low), Math.abs(high)) >= 1L << 40) {
            return Optional.empty();
        }
        if (low == high || edges.multiplier.signum() == 0) {
            return Optional.of(at(requantizer, LongStream.empty()));
        }
        LongStream levels = low < high
                ? LongStream.rangeClosed(low + 1, high)
                : LongStream.rangeClosed(high + 1, low).map(level -> high + 1 + low - level);
        return Optional.of(at(requantizer, levels.map(edges::firstBeyond)));
    }

    /// {@return the treads of the law, which the form equals, found with numbers of any size}
    private static Optional<Treads> solved(Requantizer requantizer) {
        IntRange interval = requantizer.interval();
        if (Staircase.stepsAtMost(requantizer.law(), interval).bitLength() > 17) {
            return Optional.empty();
        }
        Staircase stairs = Staircase.of(requantizer.law(), interval);
        return Optional.of(at(
                requantizer,
                IntStream.range(1, stairs.treads())
                        .mapToLong(i -> stairs.tread(i).min().longValueExact())));
    }

    /// {@return the treads that begin at the interval's lowest integer and at `places`, in order}
    private static Treads at(Requantizer requantizer, LongStream places) {
        long min = requantizer.interval().min().longValueExact();
        long max = requantizer.interval().max().longValueExact();
        long[] starts = LongStream.concat(LongStream.of(min), places.filter(place -> place > min && place <= max))
                .distinct()
                .toArray();
        long[] values = Arrays.stream(starts)
                .map(start -> requantizer.apply(BigInteger.valueOf(start)).longValueExact())
                .toArray();
        int count = 0;
        for (int i = 0; i < starts.length; i++) {
            if (count == 0 || values[i] != values[count - 1]) {
                starts[count] = starts[i];
                values[count++] = values[i];
            }
        }
        return new Treads(Arrays.copyOf(starts, count), Arrays.copyOf(values, count), max);
    }

    /// Where `rounding((x * m + c) / d)` changes.
    private record Edges(BigInteger multiplier, BigInteger addend, BigInteger divisor, Rounding rounding) {
        static Edges of(Form.Scale form) {
            BigInteger divisor = BigInteger.ONE.shiftLeft(form.shift());
            return new Edges(
                    form.multiplier(), form.addend(), divisor, form.shift() == 0 ? Rounding.FLOOR : form.rounding());
        }

        static Edges of(Form.Quotient form) {
            return new Edges(form.multiplier(), form.addend(), form.divisor(), form.rounding());
        }

        /// {@return the first `x`, going up, that has reached `level`; where the function falls, that
        ///     has left it}
        long firstBeyond(long level) {
            BigInteger wanted = BigInteger.valueOf(level);
            BigInteger doubled = rounding.doubledBoundary(wanted).multiply(divisor);
            // The least integer y = x * m + c with y / d at the boundary or beyond.
            BigInteger least = rounding.boundaryIncluded(wanted)
                    ? doubled.add(BigInteger.ONE).shiftRight(1)
                    : doubled.shiftRight(1).add(BigInteger.ONE);
            long distance = least.subtract(addend).longValueExact();
            long rise = multiplier.longValueExact();
            return rise > 0 ? Math.ceilDiv(distance, rise) : Math.floorDiv(distance, rise) + 1;
        }
    }

    /// {@return how many treads there are}
    public int count() {
        return first.length;
    }

    /// {@return the lowest integer of tread `index`}
    public long first(int index) {
        return first[index];
    }

    /// {@return the highest integer of tread `index`}
    public long last(int index) {
        return index + 1 < first.length ? first[index + 1] - 1 : last;
    }

    /// {@return the value on tread `index`}
    public long value(int index) {
        return value[index];
    }

    /// {@return whether values only grow, or only shrink}
    public boolean monotone() {
        boolean rises = true;
        boolean falls = true;
        for (int i = 1; i < value.length; i++) {
            rises &= value[i] > value[i - 1];
            falls &= value[i] < value[i - 1];
        }
        return rises || falls;
    }
}
