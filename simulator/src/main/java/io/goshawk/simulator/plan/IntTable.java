package io.goshawk.simulator.plan;

import java.util.Arrays;

/// Numbers that do not change.
public final class IntTable {
    private final int[] values;

    /// @param values kept, not copied
    public IntTable(int[] values) {
        this.values = values;
    }

    public int length() {
        return values.length;
    }

    public int at(int index) {
        return values[index];
    }

    /// {@return the numbers themselves; do not write to them}
    public int[] values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntTable table && Arrays.equals(values, table.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
