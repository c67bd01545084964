package io.goshawk.simulator.portable;

import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;

/// One row of a softmax in longs.
record SoftmaxRow(CurveForm exponential, long numerator, int shift, boolean keepsMass, long zero, long low, long high)
        implements RowTasks.Row {
    static SoftmaxRow of(Softmax op) {
        SoftmaxForm form = op.form();
        return new SoftmaxRow(
                form.exponential(),
                form.numerator().longValueExact(),
                form.shift(),
                form.keepsMass(),
                op.law().zeroPoint().longValueExact(),
                op.law().clamp().min().longValueExact(),
                op.law().clamp().max().longValueExact());
    }

    @Override
    public void change(long[] row) {
        long top = row[0];
        for (long x : row) {
            top = Math.max(top, x);
        }
        long sum = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.max(0, exponential.apply(row[i] - top));
            sum += row[i];
        }
        long factor = (numerator + (sum >> 1)) / sum;
        long half = 1L << (shift - 1);
        long carry = half;
        for (int i = 0; i < row.length; i++) {
            long mass = row[i] * factor + carry;
            long steps = mass >> shift;
            carry = keepsMass ? mass - (steps << shift) : half;
            row[i] = Math.clamp(steps + zero, low, high);
        }
    }
}
