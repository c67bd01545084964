package io.goshawk.simulator.portable;

import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.simulator.plan.Slot;
import java.math.BigInteger;

/// What one thread computes with: for each slot a row for each element, in a row a number for each
/// event of a tile.
///
/// Rows stand in the order of `Layout.place`; an event's number in its tile is its lane.
final class Memory {
    private final int lanes;
    private final Object[] arrays;
    private double[][] scratch = new double[0][];
    private int count;

    Memory(Storage storage, int lanes) {
        this.lanes = lanes;
        this.arrays = storage.allocate(lanes);
    }

    /// {@return how many events are in the tile}
    int count() {
        return count;
    }

    void count(int events) {
        count = events;
    }

    /// {@return the rows of `slot`, whose domain is single}
    float[][] singles(Slot slot) {
        return (float[][]) arrays[slot.index()];
    }

    /// {@return the rows of `slot`, whose domain is double}
    double[][] doubles(Slot slot) {
        return (double[][]) arrays[slot.index()];
    }

    /// {@return the rows of `slot`, arrays of its domain}
    Object[] array(Slot slot) {
        return (Object[]) arrays[slot.index()];
    }

    /// {@return the rows of `slot` as doubles; copies where its domain is single}
    double[][] asDoubles(Slot slot) {
        if (arrays[slot.index()] instanceof double[][] doubles) {
            return doubles;
        }
        float[][] singles = singles(slot);
        int size = slot.layout().size();
        if (scratch.length < size) {
            scratch = new double[size][lanes];
        }
        for (int place = 0; place < size; place++) {
            widen(singles[place], scratch[place], count);
        }
        return scratch;
    }

    private static void widen(float[] from, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = from[i];
        }
    }

    /// {@return the number of `lane` in row `place` of `slot`}
    BigInteger get(Slot slot, int place, int lane) {
        return switch (arrays[slot.index()]) {
            case float[][] singles -> BigInteger.valueOf((long) singles[place][lane]);
            case double[][] doubles -> BigInteger.valueOf((long) doubles[place][lane]);
            case BigInteger[][] exact -> exact[place][lane];
            default -> throw new IllegalStateException("unknown storage");
        };
    }

    /// Writes the number of `lane` in row `place` of `slot`, which its domain holds.
    void set(Slot slot, int place, int lane, BigInteger value) {
        switch (arrays[slot.index()]) {
            case float[][] singles -> singles[place][lane] = value.longValueExact();
            case double[][] doubles -> doubles[place][lane] = value.longValueExact();
            case BigInteger[][] exact -> exact[place][lane] = value;
            default -> throw new IllegalStateException("unknown storage");
        }
    }

    /// {@return the number of `lane` in row `place` of `slot`, which fits}
    long getLong(Slot slot, int place, int lane) {
        return switch (arrays[slot.index()]) {
            case float[][] singles -> (long) singles[place][lane];
            case double[][] doubles -> (long) doubles[place][lane];
            case BigInteger[][] exact -> exact[place][lane].longValue();
            default -> throw new IllegalStateException("unknown storage");
        };
    }

    /// Writes the number of `lane` in row `place` of `slot`, which its domain holds.
    void setLong(Slot slot, int place, int lane, long value) {
        switch (arrays[slot.index()]) {
            case float[][] singles -> singles[place][lane] = value;
            case double[][] doubles -> doubles[place][lane] = value;
            case BigInteger[][] exact -> exact[place][lane] = BigInteger.valueOf(value);
            default -> throw new IllegalStateException("unknown storage");
        }
    }

    /// Writes the number of `lane` in row `place` of `slot`: element `element` of `data`.
    void set(Slot slot, int place, int lane, IntTensor data, int element) {
        if (data.fitsLong()) {
            setLong(slot, place, lane, data.at(element));
        } else {
            set(slot, place, lane, data.bigAt(element));
        }
    }

    /// {@return the rows of `slot`, each number plus `more`, as doubles of their own}
    double[][] copy(Slot slot, double more) {
        double[][] copied = new double[slot.layout().size()][count];
        for (int place = 0; place < copied.length; place++) {
            for (int lane = 0; lane < count; lane++) {
                copied[place][lane] = getLong(slot, place, lane) + more;
            }
        }
        return copied;
    }
}
