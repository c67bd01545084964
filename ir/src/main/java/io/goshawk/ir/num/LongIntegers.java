package io.goshawk.ir.num;

import java.math.BigInteger;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/// Integers kept as longs. Never changes.
public final class LongIntegers extends AbstractList<BigInteger> implements RandomAccess {
    private final long[] values;

    private LongIntegers(long[] values) {
        this.values = values;
    }

    /// {@return the list of `values`}
    public static LongIntegers of(long... values) {
        return new LongIntegers(values.clone());
    }

    /// {@return an unchangeable list of `values`: the same where it is one of these}
    public static List<BigInteger> copyOf(List<BigInteger> values) {
        return values instanceof LongIntegers ? values : List.copyOf(values);
    }

    /// {@return whether no value is less than the one before it}
    public boolean rises() {
        for (int i = 1; i < values.length; i++) {
            if (values[i - 1] > values[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public BigInteger get(int index) {
        return BigInteger.valueOf(values[index]);
    }

    @Override
    public int size() {
        return values.length;
    }
}
