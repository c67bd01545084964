package io.goshawk.passes.nonlinear;

import io.goshawk.ir.Shape;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Makes piecewise polynomials of a curve: on each segment the polynomial through the curve at
/// Chebyshev's places, its coefficients rounded from the highest power down, each making up for what
/// the one above lost.
final class SegmentFitter {
    /// Where what is left of the curve is looked at when a coefficient is chosen.
    private static final int SAMPLES = 9;

    /// Segments shift by no more than this.
    private static final int MOST_SHIFT = 62;

    /// Coefficients of more bits are not tried.
    private static final double LARGEST = 0x1p60;

    private final CurveLaw.Sampled law;
    private final IntRange interval;
    private final IntRange core;
    private final Optional<double[]> left;
    private final Optional<double[]> right;

    /// @param accuracy steps that the lines at the ends may be off
    SegmentFitter(CurveLaw law, IntRange interval, double accuracy) {
        this.law = law.on(interval);
        this.interval = interval;
        double scale = law.scale().toDouble();
        double offset = law.offset().toDouble();
        double steps = law.outputScale().toDouble();
        double zero = law.outputOffset().toDouble();
        Tails tails = Tails.of(law.kind());
        Optional<Tails.Line> low = scale > 0 ? tails.left() : tails.right();
        Optional<Tails.Line> high = scale > 0 ? tails.right() : tails.left();
        BigInteger first = low.map(line -> place(law, line, scale > 0, accuracy * steps))
                .map(interval::clamp)
                .orElse(interval.min());
        BigInteger last = high.map(line -> place(law, line, scale <= 0, accuracy * steps))
                .map(interval::clamp)
                .orElse(interval.max());
        this.core = new IntRange(first.min(last), last.max(first));
        // A line of the curve is a line of the law: y = (slope * (scale * x + offset) + level - zero) / steps.
        this.left = low.map(line -> new double[] {(line.at(offset) - zero) / steps, line.slope() * scale / steps});
        this.right = high.map(line -> new double[] {(line.at(offset) - zero) / steps, line.slope() * scale / steps});
    }

    private static BigInteger place(CurveLaw law, Tails.Line line, boolean negative, double distance) {
        double reach = Tails.reach(law.kind(), line, negative, distance);
        double real = negative ? -reach : reach;
        double place = (real - law.offset().toDouble()) / law.scale().toDouble();
        return new java.math.BigDecimal(Math.rint(place)).toBigInteger();
    }

    /// {@return the integers on which the curve is no line yet}
    IntRange core() {
        return core;
    }

    /// {@return segments of `2^segmentBits` integers; nothing where a coefficient or a shift becomes
    ///     too long}
    ///
    /// @param degree 1 or 2
    /// @param guard bits behind the point that sums are kept with
    Optional<Segments> fit(int segmentBits, int degree, int guard) {
        BigInteger size = BigInteger.ONE.shiftLeft(segmentBits);
        int count = core.count().add(size).subtract(BigInteger.ONE).divide(size).intValueExact();
        boolean before = left.isPresent() && interval.min().compareTo(core.min()) < 0;
        BigInteger end = core.min().add(BigInteger.valueOf(count).multiply(size));
        boolean behind = right.isPresent() && interval.max().compareTo(end) >= 0;
        BigInteger first = before ? core.min().subtract(size) : core.min();
        List<BigInteger> coefficients = new ArrayList<>();
        List<Integer> shifts = shifts(segmentBits, degree, guard, longest(size, before, behind, end));
        if (Collections.max(shifts) > MOST_SHIFT) {
            return Optional.empty();
        }
        if (before) {
            coefficients.addAll(line(left.get(), first, shifts));
        }
        for (int segment = 0; segment < count; segment++) {
            BigInteger start = core.min().add(BigInteger.valueOf(segment).multiply(size));
            coefficients.addAll(polynomial(start, size.doubleValue(), shifts));
        }
        if (behind) {
            coefficients.addAll(line(right.get(), end, shifts));
        }
        if (coefficients.stream().anyMatch(c -> c.bitLength() > 61)) {
            return Optional.empty();
        }
        Shape shape = Shape.of(coefficients.size() / (degree + 1), degree + 1);
        return Optional.of(new Segments(first, segmentBits, shifts, IntTensor.of(shape, coefficients)));
    }

    private BigInteger longest(BigInteger size, boolean before, boolean behind, BigInteger end) {
        BigInteger longest = size;
        if (before && left.get()[1] != 0) {
            longest = longest.max(core.min().subtract(interval.min()));
        }
        if (behind && right.get()[1] != 0) {
            longest = longest.max(interval.max().subtract(end));
        }
        return longest;
    }

    /// Each power's precision is such that half a unit of its coefficient moves the value by half a
    /// guard unit or so.
    private static List<Integer> shifts(int segmentBits, int degree, int guard, BigInteger longest) {
        int slope = longest.bitLength();
        return degree == 1 ? List.of(guard, slope) : List.of(guard, slope, Math.max(0, 2 * segmentBits - 2 - slope));
    }

    private static List<BigInteger> line(double[] line, BigInteger start, List<Integer> shifts) {
        double value = line[0] + line[1] * start.doubleValue();
        List<BigInteger> coefficients = new ArrayList<>();
        coefficients.add(rounded(Math.scalb(value + 0.5, shifts.get(0))));
        coefficients.add(rounded(Math.scalb(line[1], shifts.get(0) + shifts.get(1))));
        if (shifts.size() > 2) {
            coefficients.add(BigInteger.ZERO);
        }
        return coefficients;
    }

    private static BigInteger rounded(double value) {
        return Math.abs(value) < LARGEST ? BigInteger.valueOf(Math.round(value)) : BigInteger.ONE.shiftLeft(62);
    }

    private List<BigInteger> polynomial(BigInteger start, double size, List<Integer> shifts) {
        int degree = shifts.size() - 1;
        double[] places = new double[SAMPLES];
        double[] values = new double[SAMPLES];
        double from = start.doubleValue();
        // A curve without values behind its interval is asked for none.
        double to = Math.min(size, interval.max().doubleValue() - from + 1);
        for (int i = 0; i < SAMPLES; i++) {
            places[i] = to * (0.5 - 0.5 * Math.cos(Math.PI * i / (SAMPLES - 1)));
            values[i] = law.at(Math.min(from + places[i], interval.max().doubleValue()));
        }
        BigInteger[] coefficients = new BigInteger[degree + 1];
        int precision = shifts.stream().mapToInt(Integer::intValue).sum();
        for (int power = degree; power > 0; power--) {
            double best = power == 2 ? parabola(places, values) : slope(places, values);
            coefficients[power] = rounded(Math.scalb(best, precision));
            double used = Math.scalb(coefficients[power].doubleValue(), -precision);
            for (int i = 0; i < SAMPLES; i++) {
                values[i] -= used * Math.pow(places[i], power);
            }
            precision -= shifts.get(power);
        }
        coefficients[0] = rounded(Math.scalb(middle(values) + 0.5, precision));
        return List.of(coefficients);
    }

    /// {@return the second-order coefficient of the parabola through a near-best fit: ends against the
    ///     middle}
    private static double parabola(double[] x, double[] y) {
        double width = x[SAMPLES - 1];
        // Chebyshev's places of a parabola, counted in the samples: near 1/15, 1/2 and 14/15 of the width.
        int a = 1;
        int b = SAMPLES / 2;
        int c = SAMPLES - 2;
        return width == 0 ? 0 : ((y[c] - y[b]) / (x[c] - x[b]) - (y[b] - y[a]) / (x[b] - x[a])) / (x[c] - x[a]);
    }

    private static double slope(double[] x, double[] y) {
        return x[SAMPLES - 1] == 0 ? 0 : (y[SAMPLES - 1] - y[0]) / (x[SAMPLES - 1] - x[0]);
    }

    private static double middle(double[] y) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : y) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return (low + high) / 2;
    }
}
