package io.goshawk.ir.eval;

import io.goshawk.ir.Shape;

/// What is computed along one axis of a tensor, in floats.
final class Lines {
    private Lines() {}

    /// Replaces `values`, a tensor of shape `shape`, by its softmax along `axis`.
    static void softmax(double[] values, Shape shape, int axis) {
        along(values, shape, axis, (top, sum, x) -> StrictMath.exp(x - top) / sum);
    }

    /// Replaces `values`, a tensor of shape `shape`, by the logarithm of its softmax along `axis`.
    static void logSoftmax(double[] values, Shape shape, int axis) {
        along(values, shape, axis, (top, sum, x) -> x - top - StrictMath.log(sum));
    }

    /// What an element becomes.
    @FunctionalInterface
    private interface Share {
        /// @param top the largest element of the line
        /// @param sum the sum of `exp(y - top)` over the line's elements `y`
        double of(double top, double sum, double x);
    }

    private static void along(double[] values, Shape shape, int axis, Share share) {
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
                sum += StrictMath.exp(values[start + place * stride] - top);
            }
            for (int place = 0; place < extent; place++) {
                int i = start + place * stride;
                values[i] = share.of(top, sum, values[i]);
            }
        }
    }
}
