package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.reduction.Cumulate;
import io.goshawk.ir.onnx.reduction.Det;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What operations mean that make one element of many.
public final class ReductionSemantics {
    private ReductionSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(ReductionOp op, List<Tensor> in) {
        Tensor input = in.getFirst();
        return switch (op) {
            case Reduce reduce -> Reductions.of(reduce, input);
            case ArgExtreme arg -> {
                Order order = Order.of(input, arg.largest() ? 1 : -1);
                Order wanted = arg.largest() ? order : (i, j) -> order.compare(j, i);
                yield extreme(input, arg.axis(), wanted, arg.last(), shape(op));
            }
            case Cumulate cumulate -> Cumulations.of(cumulate, input);
            case Det det -> determinants(det, input);
        };
    }

    private static Shape shape(ReductionOp op) {
        return op.resultType().shape();
    }

    private static IntTensor extreme(Tensor input, int axis, Order order, boolean last, Shape shape) {
        int[] groups = Reductions.groups(input.shape(), List.of(axis));
        int[] best = Leaders.first(groups, shape.size(), order, last);
        int stride = input.shape().stride(axis);
        int extent = input.shape().extent(axis);
        long[] places = new long[best.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = best[i] / stride % extent;
        }
        return IntTensor.of(shape, places);
    }

    private static FloatTensor determinants(Det op, Tensor input) {
        double[] values = Sums.doubles(input, op.input().type());
        int n = op.input().shape().last();
        double[] results = new double[op.resultType().shape().size()];
        for (int i = 0; i < results.length; i++) {
            double[][] matrix = new double[n][n];
            for (int row = 0; row < n; row++) {
                System.arraycopy(values, (i * n + row) * n, matrix[row], 0, n);
            }
            results[i] = determinant(matrix);
        }
        return Floats.rounded(
                op.resultType().shape(), (FloatType) op.input().type().element(), results);
    }

    /// Elimination, the largest element of each column being the pivot. Overwrites `matrix`.
    private static double determinant(double[][] matrix) {
        double product = 1;
        for (int column = 0; column < matrix.length; column++) {
            int pivot = column;
            for (int row = column + 1; row < matrix.length; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            double[] chosen = matrix[pivot];
            matrix[pivot] = matrix[column];
            matrix[column] = chosen;
            product *= pivot == column ? chosen[column] : -chosen[column];
            if (chosen[column] == 0) {
                return 0;
            }
            for (int row = column + 1; row < matrix.length; row++) {
                double factor = matrix[row][column] / chosen[column];
                for (int k = column; k < matrix.length; k++) {
                    matrix[row][k] -= factor * chosen[k];
                }
            }
        }
        return product;
    }
}
