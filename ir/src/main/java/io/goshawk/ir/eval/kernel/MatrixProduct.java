package io.goshawk.ir.eval.kernel;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.function.IntFunction;

/// Matrix products as NumPy has them: of `[…, m, k]` and `[…, k, n]`, the outer axes broadcast; a vector on the
/// left is a row, on the right a column.
public final class MatrixProduct {
    private final int rows;
    private final int depth;
    private final int columns;
    private final int[] leftBatch;
    private final int[] rightBatch;

    private MatrixProduct(Shape left, Shape right) {
        int inner = right.rank() == 1 ? right.extent(0) : right.extent(-2);
        int width = right.rank() == 1 ? 1 : right.last();
        int height = left.rank() == 1 ? 1 : left.extent(-2);
        if (left.last() != inner) {
            throw new IllegalArgumentException("no matrix product of " + left + " and " + right);
        }
        this.depth = inner;
        this.columns = width;
        if (right.rank() <= 2) {
            // One right matrix for all: the left ones are one tall matrix.
            this.rows = left.extents().subList(0, left.rank() - 1).stream().reduce(1, Math::multiplyExact);
            this.leftBatch = new int[1];
            this.rightBatch = new int[1];
        } else {
            this.rows = height;
            Shape outer = Broadcast.of(outer(left), outer(right));
            this.leftBatch = Broadcast.indices(outer(left), outer);
            this.rightBatch = Broadcast.indices(outer(right), outer);
        }
    }

    private static Shape outer(Shape shape) {
        return new Shape(shape.extents().subList(0, Math.max(0, shape.rank() - 2)));
    }

    /// {@return the product}
    ///
    /// Of integers it is an integer tensor, wrapped to the type of the result. Of floats it is a float
    /// tensor: doubles are added up in a fixed order and rounded once. Otherwise it is exact.
    ///
    /// @param left, right two integer tensors, two float tensors, or one of them exact
    /// @param type the type of the result
    public static Tensor of(Tensor left, Tensor right, TensorType type) {
        MatrixProduct product = new MatrixProduct(left.shape(), right.shape());
        if (left instanceof IntTensor x && right instanceof IntTensor y) {
            return Wrapping.wrap(product.integers(x, y, type.shape()), (IntType) type.element());
        }
        if (left instanceof FloatTensor x && right instanceof FloatTensor y) {
            double[] sums = product.multiply(x.toDoubles(), y.toDoubles());
            return Floats.rounded(type.shape(), (FloatType) type.element(), sums);
        }
        return product.exactly(ExactProducts.real(left), ExactProducts.real(right), type.shape());
    }

    /// {@return the exact product, of shape `shape`}
    public static RealTensor of(RealTensor left, RealTensor right, Shape shape) {
        return new MatrixProduct(left.shape(), right.shape()).exactly(left, right, shape);
    }

    private int batches() {
        return leftBatch.length;
    }

    private MatrixPair pair(double[] left, double[] right, int batch) {
        return new MatrixPair(
                left,
                leftBatch[batch] * rows * depth,
                right,
                rightBatch[batch] * depth * columns,
                rows,
                depth,
                columns);
    }

    private double[] multiply(double[] left, double[] right) {
        double[] result = new double[Math.multiplyExact(Math.multiplyExact(batches(), rows), columns)];
        for (int batch = 0; batch < batches(); batch++) {
            MatrixPair pair = pair(left, right, batch);
            int start = batch * rows * columns;
            pair.kernel().run((row, column, values, count) -> pair.place(result, start, row, column, values, count));
        }
        return result;
    }

    private RealTensor exactly(RealTensor left, RealTensor right, Shape shape) {
        double[] near = multiply(left.nears(), right.nears());
        double[] errors = new double[near.length];
        ProductBound bound = new ProductBound(left, right, depth);
        for (int batch = 0; batch < batches(); batch++) {
            MatrixPair pair = pair(left.nears(), right.nears(), batch);
            double[] rowNorms = bound.norms(pair.rowSquares());
            double[] columnNorms = bound.norms(pair.columnSquares());
            int start = batch * rows * columns;
            for (int i = 0; i < rows * columns; i++) {
                errors[start + i] = bound.error(rowNorms[i / columns], columnNorms[i % columns]);
            }
        }
        IntFunction<Real> exact = i -> {
            int batch = i / (rows * columns);
            int from = (leftBatch[batch] * rows + i / columns % rows) * depth;
            int to = rightBatch[batch] * depth * columns + i % columns;
            return ExactSum.of(left, k -> from + k, right, k -> to + k * columns, depth);
        };
        return RealTensor.of(shape, near, errors, ExactProducts.effort(left, right, depth), exact);
    }

    private IntTensor integers(IntTensor left, IntTensor right, Shape shape) {
        if (Wrapping.productsFitDoubles(left, right, depth)) {
            return Wrapping.integers(shape, multiply(Wrapping.doubles(left), Wrapping.doubles(right)));
        }
        long[] result = new long[shape.size()];
        for (int i = 0; i < result.length; i++) {
            int batch = i / (rows * columns);
            int from = (leftBatch[batch] * rows + i / columns % rows) * depth;
            int to = rightBatch[batch] * depth * columns + i % columns;
            for (int k = 0; k < depth; k++) {
                // Modulo 2^64, which every narrower width divides.
                result[i] += left.bigAt(from + k).longValue()
                        * right.bigAt(to + k * columns).longValue();
            }
        }
        return IntTensor.of(shape, result);
    }
}
