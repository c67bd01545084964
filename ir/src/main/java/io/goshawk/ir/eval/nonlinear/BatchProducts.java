package io.goshawk.ir.eval.nonlinear;

import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.MatrixShapes;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Arrays;

/// Products of two computed tensors of matrices, in longs where the operands' ranges prove them wide
/// enough.
public final class BatchProducts {
    private BatchProducts() {}

    /// {@return what `op` makes of its operands}
    public static IntTensor of(BatchMatMul op, IntTensor left, IntTensor right) {
        int depth = left.shape().last();
        BigInteger most = magnitude(left.hull(), op.leftZero())
                .multiply(magnitude(right.hull(), op.rightZero()))
                .multiply(BigInteger.valueOf(Math.max(1, depth)));
        return most.bitLength() < 63 ? longs(op, left, right) : bigs(op, left, right);
    }

    private static BigInteger magnitude(IntRange range, BigInteger zero) {
        return range.min().subtract(zero).abs().max(range.max().subtract(zero).abs());
    }

    private static IntTensor longs(BatchMatMul op, IntTensor left, IntTensor right) {
        int rows = left.shape().extent(-2);
        int depth = left.shape().last();
        int columns = right.shape().last();
        long[] x = centred(left, op.leftZero().longValueExact());
        long[] y = centred(right, op.rightZero().longValueExact());
        long[] result =
                new long[MatrixShapes.product(left.shape(), right.shape()).size()];
        for (int row = 0; row < result.length / Math.max(1, columns); row++) {
            int matrix = row / rows * depth * columns;
            for (int k = 0; k < depth; k++) {
                long factor = x[row * depth + k];
                for (int column = 0; column < columns; column++) {
                    result[row * columns + column] += factor * y[matrix + k * columns + column];
                }
            }
        }
        return IntTensor.of(MatrixShapes.product(left.shape(), right.shape()), result);
    }

    private static long[] centred(IntTensor values, long zero) {
        long[] moved = values.toLongs();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= zero;
        }
        return moved;
    }

    /// {@return the same in BigIntegers: the law that the other path is held to}
    static IntTensor bigs(BatchMatMul op, IntTensor left, IntTensor right) {
        int rows = left.shape().extent(-2);
        int depth = left.shape().last();
        int columns = right.shape().last();
        BigInteger[] result =
                new BigInteger[MatrixShapes.product(left.shape(), right.shape()).size()];
        for (int i = 0; i < result.length; i++) {
            int row = i / columns;
            int matrix = row / rows * depth * columns;
            BigInteger sum = BigInteger.ZERO;
            for (int k = 0; k < depth; k++) {
                BigInteger a = left.bigAt(row * depth + k).subtract(op.leftZero());
                BigInteger b = right.bigAt(matrix + k * columns + i % columns).subtract(op.rightZero());
                sum = sum.add(a.multiply(b));
            }
            result[i] = sum;
        }
        return IntTensor.of(MatrixShapes.product(left.shape(), right.shape()), Arrays.asList(result));
    }
}
