package io.goshawk.ir.eval;

import io.goshawk.ir.Shape;

/// What is computed along one axis of a tensor, in floats.
final class Lines {
    private Lines() {}

    /// Replaces `values`, a tensor of shape `shape`, by its softmax along `axis`.
    static void softmax(double[] values, Shape shape, int axis) {
        int extent = shape.extent(axis);
        int stride = shape.stride(axis < 0 ? axis + shape.rank() : axis);
        for (int line = 0; line < values.length / Math.max(1, extent); line++) {
            int start = line / stride * stride * extent + line % stride;
            double top = Double.NEGATIVE_INFINITY;
            for (int place = 0; place < extent; place++) {
                top = Math.max(top, values[start + place * stride]);
            }
            double sum = 0;
            for (int place = 0; place < extent; place++) {
                int i = start + place * stride;
                values[i] = StrictMath.exp(values[i] - top);
                sum += values[i];
            }
            for (int place = 0; place < extent; place++) {
                values[start + place * stride] /= sum;
            }
        }
    }
}
