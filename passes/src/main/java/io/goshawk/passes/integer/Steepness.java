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
    private static final int LONG_BITS = 61;

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
        long[] fromX = from.stream().mapToLong(p -> distance(p.x(), origin.x())).toArray();
        long[] fromY = from.stream().mapToLong(p -> distance(p.y(), origin.y())).toArray();
        long[] toX = to.stream().mapToLong(p -> distance(p.x(), origin.x())).toArray();
        long[] toY = to.stream().mapToLong(p -> distance(p.y(), origin.y())).toArray();
        int i = 0;
        int j = to.size() - 1;
        while (true) {
            long rise = toY[j] - fromY[i];
            long run = toX[j] - fromX[i];
            long most = 0;
            long low = Long.MAX_VALUE;
            int lowest = i;
            int behind = 0;
            for (int place = 0; place < toX.length; place++) {
                for (; behind < fromX.length && fromX[behind] < toX[place]; behind++) {
                    long height = run * fromY[behind] - rise * fromX[behind];
                    if (height < low) {
                        low = height;
                        lowest = behind;
                    }
                }
                long above = behind == 0 ? 0 : run * toY[place] - rise * toX[place] - low;
                if (above > most) {
                    most = above;
                    i = lowest;
                    j = place;
                }
            }
            if (most == 0) {
                return new Pair(from.get(i), to.get(j));
            }
        }
    }

    private static long distance(BigInteger value, BigInteger origin) {
        return value.subtract(origin).longValueExact();
    }
}
