package io.goshawk.ir.eval.kernel;

import java.util.stream.IntStream;

/// Matrix products in doubles: blocked, packed, on all cores, in plain Java that the JIT compiler vectorises.
///
/// Each element of the result is one chain of fused multiply-adds over the depth, from first to last. So the
/// result depends neither on the number of threads nor on the blocking, and integer products are exact while
/// every partial sum stays below 2^53.
public final class Gemm {
    /// Columns of a block: with [#DEPTH] rows of it, a panel that fits the second cache level.
    private static final int COLUMNS = 256;

    private static final int DEPTH = 128;

    /// Rows of a block, fewer where there would be too few blocks to share out.
    private static final int ROWS = 256;

    private static final int FEW_ROWS = 32;
    private static final int ENOUGH_BLOCKS = 8;
    private static final long SMALL = 1 << 15;

    /// The right matrix of a product, handed out piece by piece.
    public interface Panel {
        /// Writes the elements of rows `depth` … and columns `column` …: `count` numbers into each of the first
        /// `into` rows of `rows`.
        void fill(double[][] rows, int into, int depth, int column, int count);
    }

    /// Takes a piece of the result: the first `count` of `values` belong to `row`, at `column` and behind it.
    /// Called by several threads, for different pieces.
    public interface Sink {
        void take(int row, int column, double[] values, int count);
    }

    private final double[] left;
    private final int start;
    private final int rows;
    private final int depth;
    private final int columns;
    private final Panel right;

    /// @param left the left matrix, row-major, its first element at `start`
    /// @param rows, depth the extents of the left matrix
    /// @param columns how many columns `right` has
    public Gemm(double[] left, int start, int rows, int depth, int columns, Panel right) {
        this.left = left;
        this.start = start;
        this.rows = rows;
        this.depth = depth;
        this.columns = columns;
        this.right = right;
    }

    /// Multiplies, and hands the result to `sink`.
    public void run(Sink sink) {
        int across = (columns + COLUMNS - 1) / COLUMNS;
        int height = across >= ENOUGH_BLOCKS ? ROWS : FEW_ROWS;
        int down = (rows + height - 1) / height;
        IntStream blocks = IntStream.range(0, Math.multiplyExact(across, down));
        boolean small = (double) rows * depth * columns < SMALL;
        (small ? blocks : blocks.parallel()).forEach(block -> {
            int row = block / across * height;
            multiply(row, Math.min(height, rows - row), block % across * COLUMNS, sink);
        });
    }

    /// Adds up the squares of each column of `right`.
    double[] columnSquares() {
        double[] squares = new double[columns];
        IntStream.range(0, (columns + COLUMNS - 1) / COLUMNS).parallel().forEach(block -> {
            int column = block * COLUMNS;
            int count = Math.min(COLUMNS, columns - column);
            double[][] panel = new double[Math.min(depth, DEPTH)][count];
            for (int k = 0; k < depth; k += DEPTH) {
                int into = Math.min(DEPTH, depth - k);
                right.fill(panel, into, k, column, count);
                for (int i = 0; i < into; i++) {
                    for (int j = 0; j < count; j++) {
                        squares[column + j] += panel[i][j] * panel[i][j];
                    }
                }
            }
        });
        return squares;
    }

    private void multiply(int row, int height, int column, Sink sink) {
        int count = Math.min(COLUMNS, columns - column);
        // One row more than needed where their number is odd: rows are done in pairs.
        double[][] sums = new double[height + height % 2][count];
        double[][] panel = new double[Math.min(DEPTH, (depth + 3) & ~3)][count];
        for (int k = 0; k < depth; k += DEPTH) {
            int into = Math.min(DEPTH, depth - k);
            right.fill(panel, into, k, column, count);
            for (int rest = into; rest % 4 != 0; rest++) {
                java.util.Arrays.fill(panel[rest], 0.0);
            }
            for (int i = 0; i < height; i += 2) {
                pair(sums, i, start + (row + i) * depth + k, i + 1 < height ? depth : 0, into, panel);
            }
        }
        for (int i = 0; i < height; i++) {
            sink.take(row + i, column, sums[i], count);
        }
    }

    /// Two rows of the left matrix times a panel; `next` is the distance of the second from the first at
    /// `from`.
    private void pair(double[][] sums, int i, int from, int next, int into, double[][] panel) {
        int k = 0;
        for (; k + 4 <= into; k += 4) {
            int a = from + k;
            int b = a + next;
            step(
                    sums[i],
                    sums[i + 1],
                    panel[k],
                    panel[k + 1],
                    panel[k + 2],
                    panel[k + 3],
                    left[a],
                    left[a + 1],
                    left[a + 2],
                    left[a + 3],
                    left[b],
                    left[b + 1],
                    left[b + 2],
                    left[b + 3]);
        }
        if (k < into) {
            double[] rest = new double[8];
            System.arraycopy(left, from + k, rest, 0, into - k);
            System.arraycopy(left, from + k + next, rest, 4, into - k);
            step(
                    sums[i],
                    sums[i + 1],
                    panel[k],
                    panel[k + 1],
                    panel[k + 2],
                    panel[k + 3],
                    rest[0],
                    rest[1],
                    rest[2],
                    rest[3],
                    rest[4],
                    rest[5],
                    rest[6],
                    rest[7]);
        }
    }

    /// The inner loop. All arrays are read at the same place `j`, or the compiler would not vectorise it.
    private static void step(
            double[] p,
            double[] q,
            double[] r0,
            double[] r1,
            double[] r2,
            double[] r3,
            double a0,
            double a1,
            double a2,
            double a3,
            double b0,
            double b1,
            double b2,
            double b3) {
        for (int j = 0; j < p.length; j++) {
            double x0 = r0[j];
            double x1 = r1[j];
            double x2 = r2[j];
            double x3 = r3[j];
            p[j] = Math.fma(a3, x3, Math.fma(a2, x2, Math.fma(a1, x1, Math.fma(a0, x0, p[j]))));
            q[j] = Math.fma(b3, x3, Math.fma(b2, x2, Math.fma(b1, x1, Math.fma(b0, x0, q[j]))));
        }
    }
}
