package io.goshawk.ir.eval.kernel;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigInteger;
import java.util.function.IntUnaryOperator;

/// One exact sum of products, for the rare element whose double leaves a decision in doubt.
final class ExactSum {
    private ExactSum() {}

    /// {@return the sum over `k` below `depth` of `left[l(k)] * right[r(k)]`; an index below zero stands for a
    ///     zero}
    static Real of(RealTensor left, IntUnaryOperator l, RealTensor right, IntUnaryOperator r, int depth) {
        if (left.isExact() && right.isExact()) {
            double[] a = pick(left, l, depth);
            double[] b = pick(right, r, depth);
            int leftGrid = ProductBound.grid(a);
            int rightGrid = ProductBound.grid(b);
            if (areShort(a, leftGrid) && areShort(b, rightGrid)) {
                return new Dyadic(sum(a, leftGrid, b, rightGrid), leftGrid + rightGrid);
            }
        }
        Real sum = Dyadic.ZERO;
        for (int k = 0; k < depth; k++) {
            if (l.applyAsInt(k) >= 0 && r.applyAsInt(k) >= 0) {
                sum = sum.plus(left.at(l.applyAsInt(k)).times(right.at(r.applyAsInt(k))));
            }
        }
        return sum;
    }

    private static double[] pick(RealTensor from, IntUnaryOperator index, int depth) {
        double[] picked = new double[depth];
        for (int k = 0; k < depth; k++) {
            int at = index.applyAsInt(k);
            picked[k] = at < 0 ? 0.0 : from.near(at);
        }
        return picked;
    }

    /// Whether the values are integers of less than 48 bits on their grid: then 2^31 products fit 128 bits.
    private static boolean areShort(double[] values, int grid) {
        for (double value : values) {
            if (Math.abs(Math.scalb(value, -grid)) >= 0x1p48) {
                return false;
            }
        }
        return true;
    }

    /// Adds up 128-bit products, each in three parts that are summed apart.
    private static BigInteger sum(double[] a, int leftGrid, double[] b, int rightGrid) {
        long high = 0;
        long middle = 0;
        long low = 0;
        for (int k = 0; k < a.length; k++) {
            long x = (long) Math.scalb(a[k], -leftGrid);
            long y = (long) Math.scalb(b[k], -rightGrid);
            long bottom = x * y;
            high += Math.multiplyHigh(x, y);
            middle += bottom >>> 32;
            low += bottom & 0xffff_ffffL;
        }
        return BigInteger.valueOf(high)
                .shiftLeft(32)
                .add(BigInteger.valueOf(middle))
                .shiftLeft(32)
                .add(BigInteger.valueOf(low));
    }
}
