package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Slot;

/// What numbers carry the integers of a slot.
enum Domain {
    /// Floats: exact up to 2^24.
    SINGLE(24),
    /// Doubles: exact up to 2^53.
    DOUBLE(53),
    /// Exact integers of any size.
    EXACT(Integer.MAX_VALUE);

    private final int bits;

    Domain(int bits) {
        this.bits = bits;
    }

    /// {@return the fastest domain that holds every element of `slot`}
    static Domain holding(Slot slot) {
        return slot.within(SINGLE.bits) ? SINGLE : slot.within(DOUBLE.bits) ? DOUBLE : EXACT;
    }

    /// {@return whether integers up to `magnitude` are exact in this domain}
    boolean holds(double magnitude) {
        return this == EXACT || magnitude <= Math.scalb(1.0, bits);
    }

    /// {@return the wider of the two}
    Domain max(Domain other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
