package io.goshawk.ir.eval.kernel;

/// Two matrices to multiply, somewhere in larger arrays. The one with more free extents becomes the side that
/// is packed into panels, since the inner loop runs along these.
final class MatrixPair {
    private static final int NARROW = 64;

    private final double[] left;
    private final int leftStart;
    private final double[] right;
    private final int rightStart;
    private final int rows;
    private final int depth;
    private final int columns;

    MatrixPair(double[] left, int leftStart, double[] right, int rightStart, int rows, int depth, int columns) {
        this.left = left;
        this.leftStart = leftStart;
        this.right = right;
        this.rightStart = rightStart;
        this.rows = rows;
        this.depth = depth;
        this.columns = columns;
    }

    /// Whether the kernel computes the transposed product.
    boolean turned() {
        return columns < NARROW && columns < rows;
    }

    Gemm kernel() {
        return turned()
                ? new Gemm(turnedRight(), 0, columns, depth, rows, this::fillFromLeft)
                : new Gemm(left, leftStart, rows, depth, columns, this::fillFromRight);
    }

    private double[] turnedRight() {
        double[] turned = new double[columns * depth];
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < columns; j++) {
                turned[j * depth + k] = right[rightStart + k * columns + j];
            }
        }
        return turned;
    }

    private void fillFromRight(double[][] panel, int into, int from, int column, int count) {
        for (int i = 0; i < into; i++) {
            System.arraycopy(right, rightStart + (from + i) * columns + column, panel[i], 0, count);
        }
    }

    private void fillFromLeft(double[][] panel, int into, int from, int column, int count) {
        for (int j = 0; j < count; j++) {
            int start = leftStart + (column + j) * depth + from;
            for (int i = 0; i < into; i++) {
                panel[i][j] = left[start + i];
            }
        }
    }

    /// Puts a piece that the kernel hands out where it belongs in the row-major product that begins at `start`.
    void place(double[] result, int start, int row, int column, double[] values, int count) {
        if (turned()) {
            for (int j = 0; j < count; j++) {
                result[start + (column + j) * columns + row] = values[j];
            }
        } else {
            System.arraycopy(values, 0, result, start + row * columns + column, count);
        }
    }

    /// {@return the sums of the squares of the rows of the left matrix}
    double[] rowSquares() {
        double[] squares = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int k = leftStart + i * depth; k < leftStart + (i + 1) * depth; k++) {
                squares[i] += left[k] * left[k];
            }
        }
        return squares;
    }

    /// {@return the sums of the squares of the columns of the right matrix}
    double[] columnSquares() {
        double[] squares = new double[columns];
        for (int k = 0; k < depth; k++) {
            int start = rightStart + k * columns;
            for (int j = 0; j < columns; j++) {
                squares[j] += right[start + j] * right[start + j];
            }
        }
        return squares;
    }
}
