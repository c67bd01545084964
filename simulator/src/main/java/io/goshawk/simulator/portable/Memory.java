package io.goshawk.simulator.portable;

import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.simulator.plan.Slot;
import java.math.BigInteger;

/// What one thread computes with: for each slot its elements, for each element the lanes of a tile of
/// events.
///
/// Element `p` (in the sense of `Layout.place`) of event `lane` is number `p * lanes + lane`.
final class Memory {
    private final int lanes;
    private final Object[] arrays;
    private double[] scratch = new double[0];
    private int count;

    Memory(Storage storage, int lanes) {
        this.lanes = lanes;
        this.arrays = storage.allocate(lanes);
    }

    int lanes() {
        return lanes;
    }

    /// {@return how many lanes hold events; the others hold numbers of no meaning}
    int count() {
        return count;
    }

    void count(int events) {
        count = events;
    }

    /// {@return the elements of `slot`, whose domain is single}
    float[] singles(Slot slot) {
        return (float[]) arrays[slot.index()];
    }

    /// {@return the elements of `slot`, whose domain is double}
    double[] doubles(Slot slot) {
        return (double[]) arrays[slot.index()];
    }

    /// {@return the elements of `slot`, an array of its domain}
    Object array(Slot slot) {
        return arrays[slot.index()];
    }

    /// {@return the elements of `slot` as doubles; a copy where its domain is single}
    double[] asDoubles(Slot slot) {
        if (arrays[slot.index()] instanceof double[] doubles) {
            return doubles;
        }
        float[] singles = singles(slot);
        int count = slot.layout().size() * lanes;
        if (scratch.length < count) {
            scratch = new double[count];
        }
        for (int i = 0; i < count; i++) {
            scratch[i] = singles[i];
        }
        return scratch;
    }

    /// {@return number `index` of `slot`}
    BigInteger get(Slot slot, int index) {
        return switch (arrays[slot.index()]) {
            case float[] singles -> BigInteger.valueOf((long) singles[index]);
            case double[] doubles -> BigInteger.valueOf((long) doubles[index]);
            case BigInteger[] exact -> exact[index];
            default -> throw new IllegalStateException("unknown storage");
        };
    }

    /// Writes number `index` of `slot`, which its domain holds.
    void set(Slot slot, int index, BigInteger value) {
        switch (arrays[slot.index()]) {
            case float[] singles -> singles[index] = value.longValueExact();
            case double[] doubles -> doubles[index] = value.longValueExact();
            case BigInteger[] exact -> exact[index] = value;
            default -> throw new IllegalStateException("unknown storage");
        }
    }

    /// {@return number `index` of `slot`, which fits}
    long getLong(Slot slot, int index) {
        return switch (arrays[slot.index()]) {
            case float[] singles -> (long) singles[index];
            case double[] doubles -> (long) doubles[index];
            case BigInteger[] exact -> exact[index].longValue();
            default -> throw new IllegalStateException("unknown storage");
        };
    }

    /// Writes number `index` of `slot`, which its domain holds.
    void setLong(Slot slot, int index, long value) {
        switch (arrays[slot.index()]) {
            case float[] singles -> singles[index] = value;
            case double[] doubles -> doubles[index] = value;
            case BigInteger[] exact -> exact[index] = BigInteger.valueOf(value);
            default -> throw new IllegalStateException("unknown storage");
        }
    }

    /// Writes number `index` of `slot`: element `element` of `data`.
    void set(Slot slot, int index, IntTensor data, int element) {
        if (data.fitsLong()) {
            setLong(slot, index, data.at(element));
        } else {
            set(slot, index, data.bigAt(element));
        }
    }

    /// {@return the elements of `slot`, each plus `more`, as doubles of their own}
    double[] copy(Slot slot, double more) {
        double[] copied = new double[slot.layout().size() * lanes];
        for (int i = 0; i < copied.length; i++) {
            copied[i] = getLong(slot, i) + more;
        }
        return copied;
    }
}
