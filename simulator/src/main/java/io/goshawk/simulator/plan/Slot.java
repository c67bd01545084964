package io.goshawk.simulator.plan;

import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// What holds one value of the graph for one event.
///
/// @param index counts slots from 0
/// @param value the value of the graph, or what it was before its elements were moved
/// @param range holds every element
public record Slot(int index, Value value, Layout layout, IntRange range) {
    /// {@return whether every element lies within `-2^bits` and `2^bits`}
    public boolean within(int bits) {
        BigInteger limit = BigInteger.ONE.shiftLeft(bits);
        return range.max().compareTo(limit) <= 0 && range.min().negate().compareTo(limit) <= 0;
    }
}
