package io.goshawk.ir.eval;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Arrays;

/// Exact integer matrix products, in ints, longs or BigIntegers, whichever the operands' ranges prove wide enough.
final class Products {
    private Products() {}

    /// {@return the product `[…, k] x [k, n]`}
    static IntTensor matmul(IntTensor input, IntTensor weights) {
        int depth = weights.shape().extent(0);
        Shape shape = input.shape().withLast(weights.shape().extent(1));
        BigInteger bound =
                input.hull().magnitude().multiply(weights.hull().magnitude()).multiply(BigInteger.valueOf(depth));
        if (bound.bitLength() < 31) {
            return IntTensor.ofInts(shape, ints(input.asInts(), weights.asInts(), depth, shape.last()));
        }
        if (bound.bitLength() < 63) {
            return IntTensor.of(shape, longs(input.toLongs(), weights.toLongs(), depth, shape.last()));
        }
        return bigs(input, weights, depth, shape);
    }

    private static int[] ints(int[] input, int[] weights, int depth, int columns) {
        int rows = input.length / depth;
        int[] result = new int[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < depth; k++) {
                int x = input[row * depth + k];
                if (x != 0) {
                    for (int column = 0; column < columns; column++) {
                        result[row * columns + column] += x * weights[k * columns + column];
                    }
                }
            }
        }
        return result;
    }

    private static long[] longs(long[] input, long[] weights, int depth, int columns) {
        int rows = input.length / depth;
        long[] result = new long[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < depth; k++) {
                long x = input[row * depth + k];
                for (int column = 0; column < columns; column++) {
                    result[row * columns + column] += x * weights[k * columns + column];
                }
            }
        }
        return result;
    }

    private static IntTensor bigs(IntTensor input, IntTensor weights, int depth, Shape shape) {
        int columns = shape.last();
        BigInteger[] result = new BigInteger[shape.size()];
        Arrays.fill(result, BigInteger.ZERO);
        for (int i = 0; i < result.length; i++) {
            int row = i / columns;
            for (int k = 0; k < depth; k++) {
                BigInteger product = input.bigAt(row * depth + k).multiply(weights.bigAt(k * columns + i % columns));
                result[i] = result[i].add(product);
            }
        }
        return IntTensor.of(shape, Arrays.asList(result));
    }
}
