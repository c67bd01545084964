package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.indexing.TopK;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The largest and the smallest elements along an axis.
public final class Leaders {
    private Leaders() {}

    /// {@return the leading elements of each line of `input`, or their places}
    public static Tensor of(TopK op, Tensor input) {
        Shape shape = op.resultType().shape();
        int[] from = leaders(op, input, shape);
        int stride = input.shape().stride(op.axis());
        int extent = input.shape().extent(op.axis());
        return switch (op.part()) {
            case VALUES -> input.gather(shape, from);
            case INDICES ->
                IntTensor.of(
                        shape,
                        IntStream.of(from)
                                .mapToLong(place -> place / stride % extent)
                                .toArray());
        };
    }

    private static int[] leaders(TopK op, Tensor input, Shape shape) {
        Order order = Order.of(input, 1);
        Comparator<Integer> ascending = order::compare;
        Comparator<Integer> wanted = op.largest() ? ascending.reversed() : ascending;
        int stride = input.shape().stride(op.axis());
        int extent = input.shape().extent(op.axis());
        int[] from = new int[shape.size()];
        int lines = from.length == 0 ? 0 : from.length / op.count();
        for (int line = 0; line < lines; line++) {
            int start = line / stride * stride * extent + line % stride;
            // The sort is stable: of equal elements, the first stays in front.
            List<Integer> sorted = IntStream.range(0, extent)
                    .mapToObj(place -> start + place * stride)
                    .sorted(wanted)
                    .limit(op.count())
                    .toList();
            for (int rank = 0; rank < op.count(); rank++) {
                from[(line / stride * op.count() + rank) * stride + line % stride] = sorted.get(rank);
            }
        }
        return from;
    }

    /// {@return for each of `count` groups, its element that is above all others in `order`: of equal
    ///     ones the first, or the last; -1 for a group without elements}
    static int[] first(int[] groups, int count, Order order, boolean last) {
        int[] best = new int[count];
        Arrays.fill(best, -1);
        for (int i = 0; i < groups.length; i++) {
            int group = groups[i];
            int sign = best[group] < 0 ? 1 : order.compare(i, best[group]);
            if (sign > 0 || (last && sign == 0)) {
                best[group] = i;
            }
        }
        return best;
    }
}
