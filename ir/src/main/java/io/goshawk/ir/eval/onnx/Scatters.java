package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.onnx.indexing.Merge;
import io.goshawk.ir.onnx.indexing.ScatterElements;
import io.goshawk.ir.onnx.indexing.ScatterNd;
import io.goshawk.ir.onnx.indexing.TensorScatter;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What operations mean that place updates in a tensor.
final class Scatters {
    private Scatters() {}

    static Tensor elements(ScatterElements op, List<Tensor> in) {
        int[] to = Gathers.elements(op.data().shape(), (IntTensor) in.get(1), op.axis());
        return merged(op.merge(), in.get(0), in.get(2), to, op.resultType());
    }

    static Tensor tuples(ScatterNd op, List<Tensor> in) {
        Shape data = op.data().shape();
        int[] starts = Gathers.starts(data, (IntTensor) in.get(1), 0);
        int run = Gathers.run(data, op.indices().shape().last());
        return merged(op.merge(), in.get(0), in.get(2), Gathers.runs(starts, run), op.resultType());
    }

    static Tensor cache(TensorScatter op, List<Tensor> in) {
        Shape shape = op.cache().shape();
        Shape part = op.update().shape();
        IntTensor starts = (IntTensor) in.get(2);
        int stride = shape.stride(op.axis());
        int extent = shape.extent(op.axis());
        int taken = part.extent(op.axis());
        int[] to = new int[part.size()];
        for (int i = 0; i < to.length; i++) {
            long start = starts.at(i / part.stride(0));
            if (start < 0 || start > extent || (!op.circular() && start + taken > extent)) {
                throw new IllegalArgumentException(
                        taken + " places from " + start + " on do not lie within an axis of extent " + extent);
            }
            int place = (int) ((start + i / stride % taken) % extent);
            to[i] = (i / (stride * taken) * extent + place) * stride + i % stride;
        }
        return merged(Merge.REPLACE, in.get(0), in.get(1), to, op.resultType());
    }

    /// {@return `data` after element `i` of `updates` met its element `to[i]`, for each `i` in turn}
    private static Tensor merged(Merge merge, Tensor data, Tensor updates, int[] to, TensorType type) {
        Tensor both = Tensors.joined(List.of(data, updates));
        int size = data.shape().size();
        return switch (merge) {
            case REPLACE -> both.gather(data.shape(), chosen(size, to, (_, _) -> 1));
            case MAX -> both.gather(data.shape(), chosen(size, to, Order.of(both, 1)));
            case MIN -> {
                Order order = Order.of(both, -1);
                yield both.gather(data.shape(), chosen(size, to, (i, j) -> order.compare(j, i)));
            }
            case ADD -> Sums.sum(both, type, groups(size, to), data.shape());
            case MULTIPLY -> Sums.product(both, type, groups(size, to), data.shape());
        };
    }

    /// {@return which element is left at each place, a newcomer being taken where `order` puts it above the old one}
    private static int[] chosen(int size, int[] to, Order order) {
        int[] chosen = IntStream.range(0, size).toArray();
        for (int i = 0; i < to.length; i++) {
            if (order.compare(size + i, chosen[to[i]]) > 0) {
                chosen[to[i]] = size + i;
            }
        }
        return chosen;
    }

    private static int[] groups(int size, int[] to) {
        int[] groups = Arrays.copyOf(IntStream.range(0, size).toArray(), size + to.length);
        System.arraycopy(to, 0, groups, size, to.length);
        return groups;
    }
}
