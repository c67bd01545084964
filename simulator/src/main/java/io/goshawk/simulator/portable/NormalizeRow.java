package io.goshawk.simulator.portable;

import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;

/// One row of a normalisation in longs.
final class NormalizeRow implements RowTasks.Row {
    private static final int LONG_BITS = 62;

    private final boolean centred;
    private final long zero;
    private final long epsilon;
    private final int guard;
    private final int rootBits;
    private final int precision;
    private final int fraction;
    private final int shift;
    private final long[] gain;
    private final long[] bias;
    private final long low;
    private final long high;

    private NormalizeRow(Normalize op) {
        NormalizeForm form = op.form();
        centred = op.law().centred();
        zero = centred ? 0 : form.zero().longValueExact();
        epsilon = form.epsilon().longValueExact();
        guard = form.guard();
        rootBits = form.rootBits();
        precision = form.precision();
        fraction = form.fraction();
        shift = form.shift();
        gain = form.gain().toLongs();
        bias = form.bias().toLongs();
        low = op.law().clamp().min().longValueExact();
        high = op.law().clamp().max().longValueExact();
    }

    static NormalizeRow of(Normalize op) {
        return new NormalizeRow(op);
    }

    /// {@return whether longs hold every intermediate value}
    static boolean fits(Normalize op) {
        int length = op.input().shape().last();
        return op.form().bits(op.law().centred(), op.interval(), length) <= LONG_BITS;
    }

    @Override
    public void change(long[] row) {
        long n = centred ? row.length : 1;
        long sum = 0;
        long squares = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] -= zero;
            sum += row[i];
            squares += row[i] * row[i];
        }
        long spread = centred ? n * squares - sum * sum : squares;
        long most = spread + (epsilon >> guard) + 1;
        int places = (rootBits - (Long.SIZE - Long.numberOfLeadingZeros(most))) & ~1;
        int more = places - guard;
        long root = sqrt((spread << places) + (more < 0 ? epsilon >> -more : epsilon << more));
        int k = rootBits / 2 + precision;
        long factor = ((1L << k) + (root >> 1)) / root;
        int drop = k - fraction - places / 2;
        long mean = centred ? sum : 0;
        long half = 1L << (drop - 1);
        long last = 1L << (shift - 1);
        for (int i = 0; i < row.length; i++) {
            long u = ((n * row[i] - mean) * factor + half) >> drop;
            row[i] = Math.clamp((u * gain[i] + bias[i] + last) >> shift, low, high);
        }
    }

    private static long sqrt(long n) {
        long root = (long) Math.sqrt((double) n);
        while (root * root > n) {
            root--;
        }
        while ((root + 1) * (root + 1) <= n) {
            root++;
        }
        return root;
    }
}
