package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.QuantAveragePool;
import io.goshawk.ir.tensor.RealTensor;
import java.util.ArrayList;
import java.util.List;

/// What FINN's quantisers mean: counts of thresholds, and sums whose low bits are dropped.
public final class ThresholdSemantics {
    private ThresholdSemantics() {}

    static RealTensor count(MultiThreshold op, RealTensor input, RealTensor thresholds) {
        int steps = thresholds.shape().extent(1);
        Dyadic scale = Dyadic.exactly(op.scale());
        Dyadic bias = Dyadic.exactly(op.bias());
        List<Real> levels = new ArrayList<>();
        for (int level = 0; level <= steps; level++) {
            levels.add(Dyadic.of(level).times(scale).plus(bias));
        }
        int[] counts = counts(input, op.axis(), thresholds);
        return new RealTensor(Shape.of(levels.size()), levels).gather(input.shape(), counts);
    }

    /// {@return for each element of `input`, how many thresholds of its channel it reaches}
    ///
    /// @param thresholds a row for each channel along `axis`, or one for all
    public static int[] counts(RealTensor input, int axis, RealTensor thresholds) {
        Shape shape = input.shape();
        int steps = thresholds.shape().extent(1);
        int rows = thresholds.shape().extent(0);
        int stride = shape.stride(axis);
        boolean ascending = isAscending(thresholds, steps);
        int[] counts = new int[shape.size()];
        for (int i = 0; i < counts.length; i++) {
            int row = rows == 1 ? 0 : i / stride % rows;
            counts[i] = ascending
                    ? search(input, i, thresholds, row * steps, steps)
                    : count(input, i, thresholds, row * steps, steps);
        }
        return counts;
    }

    private static boolean isAscending(RealTensor thresholds, int steps) {
        for (int i = 1; i < thresholds.size(); i++) {
            if (i % steps != 0 && thresholds.compare(i - 1, thresholds, i) > 0) {
                return false;
            }
        }
        return true;
    }

    private static int count(RealTensor input, int i, RealTensor thresholds, int from, int steps) {
        int count = 0;
        for (int step = from; step < from + steps; step++) {
            count += input.compare(i, thresholds, step) >= 0 ? 1 : 0;
        }
        return count;
    }

    private static int search(RealTensor input, int i, RealTensor thresholds, int from, int steps) {
        int low = 0;
        int high = steps;
        while (low < high) {
            int middle = (low + high) / 2;
            if (input.compare(i, thresholds, from + middle) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static RealTensor pool(QuantAveragePool op, RealTensor input) {
        Shape from = input.shape();
        Shape shape = op.resultType().shape();
        List<Real> result = new ArrayList<>(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            int map = i / shape.stride(1);
            int top = i / shape.extent(3) % shape.extent(2) * op.stride();
            int left = i % shape.extent(3) * op.stride();
            Real sum = Dyadic.ZERO;
            for (int tap = 0; tap < op.kernel() * op.kernel(); tap++) {
                int line = map * from.extent(2) + top + tap / op.kernel();
                sum = sum.plus(input.at(line * from.extent(3) + left + tap % op.kernel()));
            }
            result.add(Dyadic.of(Rounding.HALF_EVEN.apply(sum).shiftRight(op.shift())));
        }
        return new RealTensor(shape, result);
    }
}
