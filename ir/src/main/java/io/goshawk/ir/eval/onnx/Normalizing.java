package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.RmsNormalization;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;

/// Normalisations in floats: arithmetic in doubles, sums from the first element to the last, one rounding at the end.
final class Normalizing {
    private Normalizing() {}

    /// {@return the softmax of `input` along `axis`, or its logarithm}
    static FloatTensor softmax(FloatTensor input, int axis, boolean logarithm) {
        int extent = input.shape().extent(axis);
        int stride = input.shape().stride(axis);
        double[] values = input.toDoubles();
        for (int line = 0; line < values.length / Math.max(extent, 1); line++) {
            int start = line / stride * stride * extent + line % stride;
            softmax(values, start, stride, start + extent * stride, logarithm);
        }
        return Floats.rounded(input.shape(), input.type(), values);
    }

    private static void softmax(double[] values, int start, int stride, int end, boolean logarithm) {
        double top = Double.NEGATIVE_INFINITY;
        for (int i = start; i < end; i += stride) {
            top = Math.max(top, values[i]);
        }
        double sum = 0;
        for (int i = start; i < end; i += stride) {
            values[i] -= top;
            sum += StrictMath.exp(values[i]);
        }
        double log = StrictMath.log(sum);
        for (int i = start; i < end; i += stride) {
            values[i] = logarithm ? values[i] - log : StrictMath.exp(values[i]) / sum;
        }
    }

    /// {@return the part of a layer normalisation that `op` is}
    static FloatTensor layer(LayerNormalization op, List<FloatTensor> in) {
        double[] values = in.get(0).toDoubles();
        int run = run(op.input().shape(), op.axis());
        int groups = run == 0 ? 0 : values.length / run;
        double[] means = new double[groups];
        double[] inverses = new double[groups];
        for (int group = 0; group < groups; group++) {
            int start = group * run;
            means[group] = sum(values, start, run, 0, 1) / run;
            double variance = sum(values, start, run, means[group], 2) / run;
            inverses[group] = 1 / Math.sqrt(variance + op.epsilon());
            for (int i = start; i < start + run; i++) {
                values[i] = (values[i] - means[group]) * inverses[group];
            }
        }
        Shape shape = op.resultType().shape();
        return switch (op.part()) {
            case OUTPUT ->
                Floats.rounded(shape, in.get(0).type(), plus(times(values, in.get(1), shape), in.get(2), shape));
            case MEAN -> Floats.rounded(shape, op.statistics(), means);
            case INVERSE_DEVIATION -> Floats.rounded(shape, op.statistics(), inverses);
        };
    }

    /// {@return the root mean square normalisation}
    static FloatTensor rootMeanSquare(RmsNormalization op, List<FloatTensor> in) {
        double[] values = in.get(0).toDoubles();
        int run = run(op.input().shape(), op.axis());
        for (int start = 0; start < values.length; start += run) {
            double square = sum(values, start, run, 0, 2) / run;
            double root = Math.sqrt(square + op.epsilon());
            for (int i = start; i < start + run; i++) {
                values[i] /= root;
            }
        }
        Shape shape = op.input().shape();
        return Floats.rounded(shape, in.get(0).type(), times(values, in.get(1), shape));
    }

    private static int run(Shape shape, int axis) {
        return shape.extent(axis) * shape.stride(axis);
    }

    private static double sum(double[] values, int start, int run, double mean, int power) {
        double sum = 0;
        for (int i = start; i < start + run; i++) {
            double deviation = values[i] - mean;
            sum += power == 1 ? deviation : deviation * deviation;
        }
        return sum;
    }

    private static double[] times(double[] values, FloatTensor factors, Shape shape) {
        int[] from = Broadcast.indices(factors.shape(), shape);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors.at(from[i]);
        }
        return values;
    }

    private static double[] plus(double[] values, FloatTensor terms, Shape shape) {
        int[] from = Broadcast.indices(terms.shape(), shape);
        for (int i = 0; i < values.length; i++) {
            values[i] += terms.at(from[i]);
        }
        return values;
    }
}
