package io.goshawk.passes.integer;

import java.math.BigInteger;
import java.util.List;

/// Points of the plane, sorted by `x`, counted in longs from an origin.
final class LongPoints {
    private final Steepness.Point origin;
    private final long[] x;
    private final long[] y;

    private LongPoints(Steepness.Point origin, long[] x, long[] y) {
        this.origin = origin;
        this.x = x;
        this.y = y;
    }

    /// {@return room for `count` points, which [#set] then places}
    static LongPoints room(Steepness.Point origin, int count) {
        return new LongPoints(origin, new long[count], new long[count]);
    }

    static LongPoints of(List<Steepness.Point> points, Steepness.Point origin) {
        LongPoints longs = room(origin, points.size());
        for (int i = 0; i < points.size(); i++) {
            Steepness.Point point = points.get(i);
            longs.set(i, distance(point.x(), origin.x()), distance(point.y(), origin.y()));
        }
        return longs;
    }

    private static long distance(BigInteger value, BigInteger origin) {
        return value.subtract(origin).longValueExact();
    }

    void set(int index, long toX, long toY) {
        x[index] = toX;
        y[index] = toY;
    }

    int size() {
        return x.length;
    }

    long x(int index) {
        return x[index];
    }

    long y(int index) {
        return y[index];
    }

    Steepness.Point point(int index) {
        return new Steepness.Point(
                origin.x().add(BigInteger.valueOf(x[index])), origin.y().add(BigInteger.valueOf(y[index])));
    }

    /// {@return these points on the other side of the vertical axis}
    LongPoints mirrored() {
        LongPoints mirrored = room(origin.mirrored(), x.length);
        for (int i = 0; i < x.length; i++) {
            mirrored.set(i, -x[x.length - 1 - i], y[x.length - 1 - i]);
        }
        return mirrored;
    }
}
