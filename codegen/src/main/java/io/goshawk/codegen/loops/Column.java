package io.goshawk.codegen.loops;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;

/// One constant for each channel of a group: an array in the emitted code, or a literal where all are equal.
///
/// @param name a C identifier, for the array
/// @param values one for each channel of the group, at least one
public record Column(String name, List<BigInteger> values) {
    public Column {
        values = List.copyOf(values);
    }

    /// {@return whether one literal says it all}
    public boolean isUniform() {
        return values.stream().allMatch(values.getFirst()::equals);
    }

    /// {@return whether every channel has `value`}
    public boolean isAlways(long value) {
        return values.stream().allMatch(BigInteger.valueOf(value)::equals);
    }

    /// {@return the first channel's constant; everybody's where [#isUniform]}
    public BigInteger first() {
        return values.getFirst();
    }

    /// {@return the smallest range that holds every constant}
    public IntRange range() {
        return new IntRange(
                values.stream().reduce(BigInteger::min).orElseThrow(),
                values.stream().reduce(BigInteger::max).orElseThrow());
    }
}
