package io.goshawk.ir.curve;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;

/// A polynomial on each of several segments of `2^segmentBits` integers; a plain table where they hold
/// one each.
///
/// With `u = x - first`, the segment `i = min(max(u >> segmentBits, 0), n - 1)` and the place `t = u -
/// (i << segmentBits)` in it, the value of a polynomial of degree 2 is `(c0 + ((t * (c1 + ((t * c2) >>
/// shifts[2]))) >> shifts[1])) >> shifts[0]`. In front of the first segment and behind the last one
/// their polynomials go on, so a curve that ends in a line needs no segments there.
///
/// @param shifts one for each power
/// @param coefficients `[n, degree + 1]`, that of the lowest power first; half a step for rounding is
///     part of `c0`
public record Segments(BigInteger first, int segmentBits, List<Integer> shifts, IntTensor coefficients)
        implements CurveForm {
    public Segments {
        shifts = List.copyOf(shifts);
        Shape shape = coefficients.shape();
        if (shape.rank() != 2
                || shape.extent(0) < 1
                || shape.extent(1) < 1
                || shape.extent(1) != shifts.size()
                || segmentBits < 0
                || shifts.stream().anyMatch(shift -> shift < 0 || shift > 62)) {
            throw new IllegalArgumentException("no segments: " + shape + ", " + segmentBits + " bits, " + shifts);
        }
    }

    /// {@return a table of the values at `first` and the integers behind it}
    public static Segments table(BigInteger first, IntTensor values) {
        return new Segments(
                first, 0, List.of(0), values.reshape(Shape.of(values.shape().size(), 1)));
    }

    public int count() {
        return coefficients.shape().extent(0);
    }

    public int degree() {
        return coefficients.shape().extent(1) - 1;
    }

    /// {@return whether it is one value for each integer}
    public boolean isTable() {
        return segmentBits == 0 && degree() == 0;
    }

    /// {@return the segment that `x` belongs to}
    public int segmentOf(BigInteger x) {
        BigInteger index = x.subtract(first).shiftRight(segmentBits);
        return index.signum() < 0
                ? 0
                : index.min(BigInteger.valueOf(count() - 1L)).intValue();
    }

    /// {@return the first integer of `segment`}
    public BigInteger start(int segment) {
        return first.add(BigInteger.valueOf(segment).shiftLeft(segmentBits));
    }

    /// {@return the coefficient of `t^power` in `segment`}
    public BigInteger coefficient(int segment, int power) {
        return coefficients.bigAt(segment * shifts.size() + power);
    }

    @Override
    public BigInteger apply(BigInteger x) {
        int segment = segmentOf(x);
        BigInteger t = x.subtract(start(segment));
        BigInteger sum = coefficient(segment, degree());
        for (int power = degree(); power > 0; power--) {
            sum = sum.multiply(t).shiftRight(shifts.get(power)).add(coefficient(segment, power - 1));
        }
        return sum.shiftRight(shifts.getFirst());
    }

    @Override
    public long apply(long x) {
        long u = x - first.longValueExact();
        long segment = Math.clamp(u >> segmentBits, 0, count() - 1L);
        long t = u - (segment << segmentBits);
        int width = shifts.size();
        int start = (int) segment * width;
        long sum = coefficients.at(start + width - 1);
        for (int power = width - 1; power > 0; power--) {
            sum = ((sum * t) >> shifts.get(power)) + coefficients.at(start + power - 1);
        }
        return sum >> shifts.getFirst();
    }

    @Override
    public int bits(IntRange interval) {
        BigInteger most = interval.min().abs().max(interval.max().abs()).add(first.abs());
        for (int segment = 0; segment < count(); segment++) {
            most = most.max(largest(segment, interval));
        }
        return most.bitLength() + 1;
    }

    /// {@return a bound on every product and sum in `segment`}
    private BigInteger largest(int segment, IntRange interval) {
        BigInteger place = farthest(segment, interval);
        BigInteger sum = coefficient(segment, degree()).abs();
        BigInteger most = sum;
        for (int power = degree(); power > 0; power--) {
            BigInteger product = sum.multiply(place);
            sum = product.shiftRight(shifts.get(power))
                    .add(coefficient(segment, power - 1).abs())
                    .add(BigInteger.ONE);
            most = most.max(product).max(sum);
        }
        return most;
    }

    /// {@return the largest magnitude that a place in `segment` has}
    private BigInteger farthest(int segment, IntRange interval) {
        BigInteger most = BigInteger.ONE.shiftLeft(segmentBits);
        if (segment == 0) {
            most = most.max(interval.min().subtract(first).abs());
        }
        if (segment == count() - 1) {
            most = most.max(interval.max().subtract(start(segment)).abs());
        }
        return most;
    }

    @Override
    public IntRange reach(IntRange interval) {
        if (isTable()) {
            return coefficients.hull();
        }
        IntRange hull = IntRange.only(value(0, interval));
        for (int segment = 1; segment < count(); segment++) {
            hull = hull.union(IntRange.only(value(segment, interval)));
        }
        return new IntRange(hull.max().negate(), hull.max());
    }

    private BigInteger value(int segment, IntRange interval) {
        BigInteger place = farthest(segment, interval);
        BigInteger sum = coefficient(segment, degree()).abs();
        for (int power = degree(); power > 0; power--) {
            BigInteger product = sum.multiply(place).shiftRight(shifts.get(power));
            sum = product.add(coefficient(segment, power - 1).abs()).add(BigInteger.ONE);
        }
        return sum.shiftRight(shifts.getFirst()).add(BigInteger.ONE);
    }
}
