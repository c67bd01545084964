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

    /// {@return how many neighbours always stay together: places that follow each other, or complements
    ///     of such places}
    public int run() {
        int run = length();
        for (int i = 1; i < length(); i++) {
            int step = at(i) < 0 ? -1 : 1;
            if (at(i) != at(i - 1) + step || (at(i) < 0) != (at(i - 1) < 0)) {
                run = gcd(run, i);
            }
        }
        return run;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
