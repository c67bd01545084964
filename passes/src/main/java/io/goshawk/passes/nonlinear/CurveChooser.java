package io.goshawk.passes.nonlinear;

import io.goshawk.ir.Shape;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.CurveProof;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds the cheapest form of a curve that is proven to keep to a bound: a table, a polynomial on
/// segments, the second-order polynomial of I-BERT, or a power of two.
public final class CurveChooser {
    /// Tables of more entries are not made.
    private static final BigInteger MOST_ENTRIES = BigInteger.ONE.shiftLeft(16);

    private static final int MOST_SEGMENTS = 512;
    /// What looks good may fall just short of its proof; so many finer ones stand by.
    private static final int SPARE = 3;
    /// Candidates are first looked at in so many places.
    private static final int SAMPLES = 3000;
    /// A bound of half a step plus this counts as half a step: it covers what the reference values
    /// leave open.
    private static final double TINY = 0x1p-15;

    private final CurveLaw law;
    private final IntRange interval;
    private final double limit;
    private final Samples samples;

    private CurveChooser(CurveLaw law, IntRange interval, double limit) {
        this.law = law;
        this.interval = interval;
        this.limit = limit + TINY;
        this.samples = new Samples(law, interval, SAMPLES);
    }

    /// {@return the cheapest form whose bound is at most `limit` steps; nothing where none was found}
    /// @throws IllegalArgumentException if the curve has no value somewhere on `interval`
    public static Optional<CurveChoice> choose(CurveLaw law, IntRange interval, double limit) {
        if (!law.isDefined(interval)) {
            throw new IllegalArgumentException(law.kind() + " has no value somewhere on " + interval);
        }
        return new CurveChooser(law, interval, limit).choose();
    }

    private Optional<CurveChoice> choose() {
        List<CurveForm> candidates = new ArrayList<>();
        table().ifPresent(candidates::add);
        for (int bits = 6; bits <= 20; bits += 2) {
            ErfForms.of(law, interval, bits).filter(this::looksGood).ifPresent(candidates::add);
        }
        candidates.addAll(segments());
        exponentials(candidates);
        return candidates.stream()
                .map(form -> new CurveChoice(form, Double.NaN, CurveCost.of(form, interval)))
                .sorted(Comparator.comparingLong(CurveChoice::cost))
                .flatMap(choice -> proven(choice).stream())
                .findFirst();
    }

    private Optional<CurveChoice> proven(CurveChoice choice) {
        double bound = CurveProof.bound(law, choice.form(), interval);
        return bound <= limit ? Optional.of(new CurveChoice(choice.form(), bound, choice.cost())) : Optional.empty();
    }

    /// {@return a table of the values nearest to the curve, without the equal ones at either end}
    private Optional<CurveForm> table() {
        if (interval.count().compareTo(MOST_ENTRIES) > 0) {
            return Optional.empty();
        }
        CurveLaw.Sampled sampled = law.on(interval);
        long[] values = new long[interval.count().intValueExact()];
        long low = law.clamp().min().max(BigInteger.valueOf(Long.MIN_VALUE)).longValueExact();
        long high = law.clamp().max().min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
        for (int i = 0; i < values.length; i++) {
            double y = sampled.at(interval.min().add(BigInteger.valueOf(i)).doubleValue());
            values[i] = Math.clamp((long) Math.rint(Math.clamp(y, -0x1p62, 0x1p62)), low, high);
        }
        return Optional.of(trimmed(interval.min(), values));
    }

    /// {@return the table with these values on `interval`}
    public static Segments table(IntRange interval, IntTensor values) {
        return trimmed(interval.min(), values.toLongs());
    }

    /// {@return the table of `values` from `first` on, less the equal ones that its ends stand for}
    static Segments trimmed(BigInteger first, long[] values) {
        int from = 0;
        while (from < values.length - 1 && values[from] == values[from + 1]) {
            from++;
        }
        int to = values.length;
        while (to > from + 1 && values[to - 1] == values[to - 2]) {
            to--;
        }
        int start = from;
        IntTensor kept = IntTensor.of(Shape.of(to - from), i -> values[start + i]);
        return Segments.table(first.add(BigInteger.valueOf(from)), kept);
    }

    private List<Segments> segments() {
        return IntStream.rangeClosed(1, 2)
                .boxed()
                .flatMap(degree -> Stream.of(2, 4, 6, 8).map(guard -> new int[] {degree, guard}))
                .toList()
                .parallelStream()
                .flatMap(each -> segments(each[0], each[1]).stream())
                .toList();
    }

    private List<Segments> segments(int degree, int guard) {
        SegmentFitter fitter = new SegmentFitter(law, interval, Math.scalb(0.5, -guard));
        int most = fitter.core().count().bitLength();
        List<Segments> good = new ArrayList<>();
        for (int bits = most; bits >= 0 && (1L << (most - bits)) <= MOST_SEGMENTS && good.size() < SPARE; bits--) {
            fitter.fit(bits, degree, guard).filter(this::looksGood).ifPresent(good::add);
        }
        return good;
    }

    private void exponentials(List<CurveForm> candidates) {
        for (int guard = 4; guard <= 8; guard += 2) {
            int good = 0;
            for (int pieces = 1; pieces <= 11; pieces++) {
                Optional<CurveForm> found = ExponentialForms.of(law, interval, pieces, guard)
                        .filter(this::looksGood)
                        .map(form -> form);
                found.ifPresent(candidates::add);
                if (found.isPresent() && ++good == SPARE) {
                    break;
                }
            }
        }
    }

    private boolean looksGood(CurveForm form) {
        return samples.within(form, limit);
    }
}
