package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.GatherElements;
import io.goshawk.ir.onnx.indexing.GatherNd;
import io.goshawk.ir.onnx.indexing.ReverseSequence;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// Which elements the operations read that are told by indices.
final class Gathers {
    private Gathers() {}

    static int[] along(Gather op, Tensor indices) {
        Shape shape = op.data().shape();
        int extent = shape.extent(op.axis());
        int[] places = Places.resolved(indices, extent);
        int stride = shape.stride(op.axis());
        int[] from = new int[op.resultType().shape().size()];
        int next = 0;
        for (int outer = 0; next < from.length; outer++) {
            for (int place : places) {
                for (int inner = 0; inner < stride; inner++) {
                    from[next++] = (outer * extent + place) * stride + inner;
                }
            }
        }
        return from;
    }

    static int[] elements(GatherElements op, IntTensor indices) {
        return elements(op.data().shape(), indices, op.axis());
    }

    /// {@return for each of `indices`, the element of a tensor of shape `data` at its own place, but along `axis` at
    ///     its index}
    static int[] elements(Shape data, IntTensor indices, int axis) {
        Shape shape = indices.shape();
        int[] strides = strides(data);
        int[] places = Places.resolved(indices, data.extent(axis));
        int[] from = new int[places.length];
        for (int i = 0; i < from.length; i++) {
            int rest = i;
            int place = places[i] * strides[axis];
            for (int other = shape.rank() - 1; other >= 0; other--) {
                if (other != axis) {
                    place += rest % shape.extent(other) * strides[other];
                }
                rest /= shape.extent(other);
            }
            from[i] = place;
        }
        return from;
    }

    static int[] tuples(GatherNd op, IntTensor indices) {
        Shape data = op.data().shape();
        int[] starts = starts(data, indices, op.batchAxes());
        int run = run(data, op.batchAxes() + indices.shape().last());
        return runs(starts, run);
    }

    /// {@return the elements of runs of `run` elements that begin at `starts`}
    static int[] runs(int[] starts, int run) {
        int[] from = new int[Math.multiplyExact(starts.length, run)];
        for (int i = 0; i < from.length; i++) {
            from[i] = starts[i / run] + i % run;
        }
        return from;
    }

    /// {@return the elements of the part of `data` that the first `axes` places along axes leave}
    static int run(Shape data, int axes) {
        return Places.product(data.extents().subList(axes, data.rank()));
    }

    /// {@return where the parts of a tensor of shape `data` begin that the tuples of `indices` name}
    static int[] starts(Shape data, IntTensor indices, int batchAxes) {
        Shape shape = indices.shape();
        int length = shape.last();
        int[] strides = strides(data);
        int[] starts = new int[Places.product(shape.extents().subList(0, shape.rank() - 1))];
        int each = Places.product(shape.extents().subList(batchAxes, shape.rank() - 1));
        int batch = run(data, batchAxes);
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i / each * batch;
            for (int k = 0; k < length; k++) {
                int axis = batchAxes + k;
                starts[i] += Places.resolved(indices, i * length + k, data.extent(axis)) * strides[axis];
            }
        }
        return starts;
    }

    private static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = shape.stride(axis);
        }
        return strides;
    }

    static int[] reversed(ReverseSequence op, IntTensor lengths) {
        Shape shape = op.input().shape();
        int time = shape.stride(op.timeAxis());
        int batch = shape.stride(op.batchAxis());
        int[] from = new int[shape.size()];
        for (int i = 0; i < from.length; i++) {
            long length = lengths.at(i / batch % shape.extent(op.batchAxis()));
            if (length < 0 || length > shape.extent(op.timeAxis())) {
                throw new IllegalArgumentException(
                        "a sequence of length " + length + " in an axis of extent " + shape.extent(op.timeAxis()));
            }
            int place = i / time % shape.extent(op.timeAxis());
            from[i] = place < length ? i + ((int) length - 1 - 2 * place) * time : i;
        }
        return from;
    }
}
