package io.goshawk.passes.integer;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// The steepest line from a point of one set up to a point of another that lies further right.
///
/// Found by Dinkelbach's method for fractional programming (1967): of some slope, the pair that rises
/// most above it gives the next one, until none does. Each round is one pass over the points, and there
/// are few rounds.
final class Steepness {
    /// A number of this many bits may still be added to another in a long.
    static final int LONG_BITS = 61;

    private Steepness() {}

    /// A point of the plane.
    record Point(BigInteger x, BigInteger y) {
        /// {@return this point on the other side of the vertical axis}
        Point mirrored() {
            return new Point(x.negate(), y);
        }
    }

    /// A line from one point up to another, of which the second lies further right.
    record Pair(Point from, Point to) {
        BigInteger rise() {
            return to.y().subtract(from.y());
        }

        BigInteger run() {
            return to.x().subtract(from.x());
        }
    }

    /// {@return the pair of the largest slope; nothing where no point of `to` lies right of one of
    ///     `from`}
    ///
    /// @param from, to sorted by `x`
    static Optional<Pair> most(List<Point> from, List<Point> to) {
        if (from.isEmpty()
                || to.isEmpty()
                || from.getFirst().x().compareTo(to.getLast().x()) >= 0) {
            return Optional.empty();
        }
        Pair pair = new Pair(from.getFirst(), to.getLast());
        int bits = extent(from, to, true).bitLength() + extent(from, to, false).bitLength();
        return Optional.of(bits <= LONG_BITS ? inLongs(from, to, pair) : inIntegers(from, to, pair));
    }

    private static BigInteger extent(List<Point> from, List<Point> to, boolean horizontal) {
        BigInteger low = null;
        BigInteger high = null;
        for (List<Point> points : List.of(from, to)) {
            for (Point point : points) {
                BigInteger value = horizontal ? point.x() : point.y();
                low = low == null ? value : low.min(value);
                high = high == null ? value : high.max(value);
            }
        }
        return high.subtract(low);
    }

    private static Pair inIntegers(List<Point> from, List<Point> to, Pair start) {
        Pair best = start;
        while (true) {
            Pair next = next(from, to, best);
            if (next.equals(best)) {
                return best;
            }
            best = next;
        }
    }

    /// {@return the pair that rises most above the slope of `best`, or `best` where none does}
    private static Pair next(List<Point> from, List<Point> to, Pair best) {
        BigInteger rise = best.rise();
        BigInteger run = best.run();
        BigInteger most = BigInteger.ZERO;
        BigInteger low = null;
        Point lowest = best.from();
        Pair steeper = best;
        int behind = 0;
        for (Point point : to) {
            for (; behind < from.size() && from.get(behind).x().compareTo(point.x()) < 0; behind++) {
                BigInteger height = height(from.get(behind), rise, run);
                if (low == null || height.compareTo(low) < 0) {
                    low = height;
                    lowest = from.get(behind);
                }
            }
            if (low != null && height(point, rise, run).subtract(low).compareTo(most) > 0) {
                most = height(point, rise, run).subtract(low);
                steeper = new Pair(lowest, point);
            }
        }
        return steeper;
    }

    private static BigInteger height(Point point, BigInteger rise, BigInteger run) {
        return run.multiply(point.y()).subtract(rise.multiply(point.x()));
    }

    /// The same in longs, with the coordinates counted from one point.
    private static Pair inLongs(List<Point> from, List<Point> to, Pair start) {
        Point origin = start.from();
        return most(LongPoints.of(from, origin), LongPoints.of(to, origin)).orElseThrow();
    }

    /// {@return the same of points counted from one origin, whose extents take 61 bits together}
    static Optional<Pair> most(LongPoints from, LongPoints to) {
        int i = 0;
        int j = to.size() - 1;
        if (from.size() == 0 || j < 0 || from.x(0) >= to.x(j)) {
            return Optional.empty();
        }
        while (true) {
            long rise = to.y(j) - from.y(i);
            long run = to.x(j) - from.x(i);
            long most = 0;
            long low = Long.MAX_VALUE;
            int lowest = i;
            int behind = 0;
            for (int place = 0; place < to.size(); place++) {
                for (; behind < from.size() && from.x(behind) < to.x(place); behind++) {
                    long height = run * from.y(behind) - rise * from.x(behind);
                    if (height < low) {
                        low = height;
                        lowest = behind;
                    }
                }
                long above = behind == 0 ? 0 : run * to.y(place) - rise * to.x(place) - low;
                if (above > most) {
                    most = above;
                    i = lowest;
                    j = place;
                }
            }
            if (most == 0) {
                return Optional.of(new Pair(from.point(i), to.point(j)));
            }
        }
    }
}
