package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.GroupNormalization;
import io.goshawk.ir.onnx.normalization.LocalResponseNormalization;
import io.goshawk.ir.onnx.normalization.LpNormalization;
import io.goshawk.ir.onnx.normalization.MeanVarianceNormalization;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// Normalizations in doubles, rounded once at the end.
final class Statistics {
    /// What MeanVarianceNormalization adds to a deviation.
    private static final double TINY = 1e-9;

    private Statistics() {}

    private static double[] doubles(NormalizationOp op, List<Tensor> in, int index) {
        return Floats.of(in.get(index), op.operands().get(index).type()).toDoubles();
    }

    private static Tensor rounded(NormalizationOp op, double[] values) {
        return Floats.rounded(
                op.resultType().shape(), (FloatType) op.resultType().element(), values);
    }

    /// {@return what `op` makes of `in`}
    static Tensor batch(BatchNormalization op, List<Tensor> in) {
        double[] x = doubles(op, in, 0);
        double[] scale = doubles(op, in, 1);
        double[] bias = doubles(op, in, 2);
        double[] mean = doubles(op, in, 3);
        double[] variance = doubles(op, in, 4);
        for (int channel = 0; channel < scale.length; channel++) {
            scale[channel] /= Math.sqrt(variance[channel] + op.epsilon());
        }
        int plane = op.input().shape().stride(1);
        for (int i = 0; i < x.length; i++) {
            int channel = i / plane % scale.length;
            x[i] = (x[i] - mean[channel]) * scale[channel] + bias[channel];
        }
        return rounded(op, x);
    }

    /// {@return what `op` makes of `in`}
    static Tensor group(GroupNormalization op, List<Tensor> in) {
        double[] x = doubles(op, in, 0);
        double[] scale = doubles(op, in, 1);
        double[] bias = doubles(op, in, 2);
        Shape shape = op.input().shape();
        int plane = shape.stride(1);
        int size = shape.extent(1) / op.groups() * plane;
        for (int start = 0; start < x.length; start += size) {
            double mean = 0;
            for (int i = start; i < start + size; i++) {
                mean += x[i];
            }
            mean /= size;
            double variance = 0;
            for (int i = start; i < start + size; i++) {
                variance += (x[i] - mean) * (x[i] - mean);
            }
            double deviation = Math.sqrt(variance / size + op.epsilon());
            for (int i = start; i < start + size; i++) {
                int channel = i / plane % scale.length;
                x[i] = (x[i] - mean) / deviation * scale[channel] + bias[channel];
            }
        }
        return rounded(op, x);
    }

    /// {@return what `op` makes of `input`}
    static Tensor localResponse(LocalResponseNormalization op, Tensor input) {
        double[] x = doubles(op, List.of(input), 0);
        double[] result = new double[x.length];
        int plane = input.shape().stride(1);
        int channels = input.shape().extent(1);
        int inFront = (op.size() - 1) / 2;
        double factor = (double) op.alpha() / op.size();
        for (int i = 0; i < x.length; i++) {
            int channel = i / plane % channels;
            double sum = 0;
            int end = Math.min(channels, channel + op.size() - inFront);
            for (int other = Math.max(0, channel - inFront); other < end; other++) {
                double neighbour = x[i + (other - channel) * plane];
                sum += neighbour * neighbour;
            }
            result[i] = x[i] / StrictMath.pow(op.bias() + factor * sum, op.beta());
        }
        return rounded(op, result);
    }

    /// {@return what `op` makes of `input`}
    static Tensor norm(LpNormalization op, Tensor input) {
        double[] x = doubles(op, List.of(input), 0);
        int stride = input.shape().stride(op.axis());
        int extent = input.shape().extent(op.axis());
        for (int line = 0; extent > 0 && line < x.length / extent; line++) {
            int start = line / stride * stride * extent + line % stride;
            double sum = 0;
            for (int i = 0; i < extent; i++) {
                double value = x[start + i * stride];
                sum += op.p() == 1 ? Math.abs(value) : value * value;
            }
            double norm = op.p() == 1 ? sum : Math.sqrt(sum);
            for (int i = 0; i < extent; i++) {
                x[start + i * stride] = norm == 0 ? 0 : x[start + i * stride] / norm;
            }
        }
        return rounded(op, x);
    }

    /// {@return what `op` makes of `input`}
    static Tensor meanVariance(MeanVarianceNormalization op, Tensor input) {
        double[] x = doubles(op, List.of(input), 0);
        Shape shape = input.shape();
        int[] cell = new int[x.length];
        double[] mean = new double[x.length];
        double[] variance = new double[x.length];
        int size = op.axes().stream().mapToInt(shape::extent).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < x.length; i++) {
            int own = i;
            for (int axis : op.axes()) {
                own -= i / shape.stride(axis) % shape.extent(axis) * shape.stride(axis);
            }
            cell[i] = own;
            mean[own] += x[i] / size;
        }
        for (int i = 0; i < x.length; i++) {
            variance[cell[i]] += (x[i] - mean[cell[i]]) * (x[i] - mean[cell[i]]) / size;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - mean[cell[i]]) / (Math.sqrt(variance[cell[i]]) + TINY);
        }
        return rounded(op, x);
    }
}
