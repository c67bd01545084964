package io.goshawk.ir.eval.kernel;

import io.goshawk.ir.tensor.RealTensor;
import java.util.Arrays;

/// How far sums of products in doubles may lie from the exact ones.
///
/// The sum of `|a*b|` over the depth is at most the product of the two Euclidean norms. Where both factors are
/// integers on some binary grid, and that product is below 2^53 steps of the common grid, no partial sum is
/// ever rounded.
final class ProductBound {
    private static final double SLACK = 1 + 0x1p-40;

    private final int depth;
    private final double leftError;
    private final double rightError;
    private final double lossless;

    ProductBound(RealTensor left, RealTensor right, int depth) {
        this.depth = depth;
        this.leftError = left.largestError();
        this.rightError = right.largestError();
        long grid = (long) grid(left.nears()) + grid(right.nears());
        boolean steps = left.isExact() && right.isExact() && grid > -1000;
        this.lossless = steps ? Math.scalb(1.0, (int) Math.min(grid + 53, 1000)) : 0.0;
    }

    /// {@return the exponent of the largest power of two that divides all of `values`}
    static int grid(double[] values) {
        int lowest = 1024;
        for (double value : values) {
            long bits = Double.doubleToRawLongBits(value) & Long.MAX_VALUE;
            if (bits != 0) {
                int biased = (int) (bits >>> 52);
                int zeros = Math.min(52, Long.numberOfTrailingZeros(bits));
                lowest = Math.min(lowest, Math.max(biased, 1) - 1075 + zeros);
            }
        }
        return lowest;
    }

    /// {@return a little more than the root of the sum of squares; `squares` may have underflowed}
    double norm(double squares) {
        return Math.sqrt(squares) * SLACK + Math.sqrt(depth) * 0x1p-530;
    }

    /// {@return how far the sum of products may be off, of vectors with these norms}
    double error(double leftNorm, double rightNorm) {
        double sum = leftNorm * rightNorm * SLACK;
        if (sum < lossless) {
            return 0.0;
        }
        double count = Math.sqrt(depth);
        double rounding = sum * (depth + 2) * 0x1p-53;
        double inherited =
                leftNorm * rightError * count + leftError * count * rightNorm + depth * leftError * rightError;
        return (rounding + (leftError == 0.0 && rightError == 0.0 ? 0.0 : inherited)) * SLACK
                + (depth + 4) * Double.MIN_VALUE;
    }

    /// {@return the norms of the rows of a matrix, row-major}
    double[] rowNorms(double[] values, int rows) {
        double[] norms = new double[rows];
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            for (int k = row * depth; k < (row + 1) * depth; k++) {
                squares += values[k] * values[k];
            }
            norms[row] = norm(squares);
        }
        return norms;
    }

    /// {@return the norms of vectors whose sums of squares are `squares`}
    double[] norms(double[] squares) {
        return Arrays.stream(squares).map(this::norm).toArray();
    }
}
