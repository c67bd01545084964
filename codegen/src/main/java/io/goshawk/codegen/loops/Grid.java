package io.goshawk.codegen.loops;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;

/// A row of constants for each channel of a group; a single row where all are equal.
///
/// @param name a C identifier, for the array
/// @param rows equally long, at least one
public record Grid(String name, List<List<BigInteger>> rows) {
    public Grid {
        rows = rows.stream().map(List::copyOf).toList();
        if (rows.stream().allMatch(rows.getFirst()::equals)) {
            rows = List.of(rows.getFirst());
        }
    }

    /// {@return whether all channels share one row}
    public boolean isUniform() {
        return rows.size() == 1;
    }

    /// {@return how long a row is}
    public int extent() {
        return rows.getFirst().size();
    }

    /// {@return every constant, row after row}
    public List<BigInteger> values() {
        return rows.stream().flatMap(List::stream).toList();
    }

    /// {@return the smallest range that holds every constant; `[0, 0]` for an empty grid}
    public IntRange range() {
        return values().stream().map(IntRange::only).reduce(IntRange::union).orElse(IntRange.of(0, 0));
    }
}
