package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.reduction.Cumulate;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// Running sums and products.
final class Cumulations {
    private Cumulations() {}

    static Tensor of(Cumulate op, Tensor input) {
        Shape shape = input.shape();
        int[] order = order(op);
        boolean product = op.kind() == Cumulate.Kind.PRODUCT;
        int extent = shape.extent(op.axis());
        if (input instanceof IntTensor integers) {
            long[] words = Words.of(integers);
            long[] results = new long[words.length];
            long running = 0;
            for (int i = 0; i < order.length; i++) {
                long before = i % extent == 0 ? (product ? 1 : 0) : running;
                running = product ? before * words[order[i]] : before + words[order[i]];
                results[order[i]] = op.exclusive() ? before : running;
            }
            return Words.wrapped(shape, (IntType) op.input().type().element(), results);
        }
        double[] values = Sums.doubles(input, op.input().type());
        double[] results = new double[values.length];
        double running = 0;
        for (int i = 0; i < order.length; i++) {
            double before = i % extent == 0 ? (product ? 1 : 0) : running;
            running = product ? before * values[order[i]] : before + values[order[i]];
            results[order[i]] = op.exclusive() ? before : running;
        }
        return Floats.rounded(shape, (FloatType) op.input().type().element(), results);
    }

    /// {@return the elements in the order they are met, one line along the axis behind the other}
    private static int[] order(Cumulate op) {
        Shape shape = op.input().shape();
        int stride = shape.stride(op.axis());
        int extent = shape.extent(op.axis());
        int[] order = new int[shape.size()];
        for (int i = 0; i < order.length; i++) {
            int line = i / extent;
            int step = i % extent;
            int place = op.reverse() ? extent - 1 - step : step;
            order[i] = line / stride * stride * extent + place * stride + line % stride;
        }
        return order;
    }
}
