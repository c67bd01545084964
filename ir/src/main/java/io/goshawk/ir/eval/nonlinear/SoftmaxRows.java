package io.goshawk.ir.eval.nonlinear;

import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Arrays;

/// Integer softmax, row by row: in longs where the widths prove that nothing overflows, else in
/// BigIntegers.
public final class SoftmaxRows {
    private SoftmaxRows() {}

    /// {@return what `op` makes of `input`}
    /// @throws IllegalStateException if a distance leaves the form's interval
    public static IntTensor of(Softmax op, IntTensor input) {
        int length = op.input().shape().last();
        IntRange hull = input.hull();
        BigInteger width = hull.max().subtract(hull.min());
        boolean primitive = op.form().bits(length) <= 62
                && input.fitsLong()
                && width.bitLength() < 62
                && Quotients.fits(op.law().clamp());
        return primitive ? longs(op, input, length) : bigs(op, input, length);
    }

    /// {@return the same in BigIntegers: the law that the other path is held to}
    static IntTensor bigs(Softmax op, IntTensor input, int length) {
        SoftmaxForm form = op.form();
        BigInteger[] result = new BigInteger[input.shape().size()];
        BigInteger half = BigInteger.ONE.shiftLeft(form.shift() - 1);
        for (int start = 0; start < result.length; start += length) {
            BigInteger[] row = exponentials(form, input, start, length);
            BigInteger sum = Arrays.stream(row).reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger factor = form.numerator().add(sum.shiftRight(1)).divide(sum);
            BigInteger carry = half;
            for (int i = 0; i < length; i++) {
                BigInteger mass = row[i].multiply(factor).add(carry);
                BigInteger steps = mass.shiftRight(form.shift());
                carry = form.keepsMass() ? mass.subtract(steps.shiftLeft(form.shift())) : half;
                result[start + i] = op.law().clamp().clamp(steps.add(op.law().zeroPoint()));
            }
        }
        return IntTensor.of(input.shape(), Arrays.asList(result));
    }

    private static BigInteger[] exponentials(SoftmaxForm form, IntTensor input, int start, int length) {
        BigInteger top = input.bigAt(start);
        for (int i = 1; i < length; i++) {
            top = top.max(input.bigAt(start + i));
        }
        BigInteger[] row = new BigInteger[length];
        for (int i = 0; i < length; i++) {
            BigInteger distance = input.bigAt(start + i).subtract(top);
            check(form, distance.compareTo(form.distances().min()) >= 0);
            row[i] = form.exponential().apply(distance).max(BigInteger.ZERO);
        }
        return row;
    }

    private static void check(SoftmaxForm form, boolean within) {
        if (!within) {
            throw new IllegalStateException("a distance leaves " + form.distances());
        }
    }

    private static IntTensor longs(Softmax op, IntTensor input, int length) {
        SoftmaxForm form = op.form();
        long[] x = input.toLongs();
        long[] result = new long[x.length];
        long least = form.distances().min().longValueExact();
        long numerator = form.numerator().longValueExact();
        for (int start = 0; start < x.length; start += length) {
            long top = x[start];
            for (int i = 1; i < length; i++) {
                top = Math.max(top, x[start + i]);
            }
            long sum = 0;
            for (int i = start; i < start + length; i++) {
                check(form, x[i] - top >= least);
                result[i] = Math.max(0, form.exponential().apply(x[i] - top));
                sum += result[i];
            }
            scale(op, result, start, length, (numerator + (sum >> 1)) / sum);
        }
        return IntTensor.of(input.shape(), result);
    }

    private static void scale(Softmax op, long[] row, int start, int length, long factor) {
        int shift = op.form().shift();
        long half = 1L << (shift - 1);
        long zero = op.law().zeroPoint().longValueExact();
        long min = op.law().clamp().min().longValueExact();
        long max = op.law().clamp().max().longValueExact();
        long carry = half;
        for (int i = start; i < start + length; i++) {
            long mass = row[i] * factor + carry;
            long steps = mass >> shift;
            carry = op.form().keepsMass() ? mass - (steps << shift) : half;
            row[i] = Math.clamp(steps + zero, min, max);
        }
    }
}
