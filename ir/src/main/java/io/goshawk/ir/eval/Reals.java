package io.goshawk.ir.eval;

import io.goshawk.ir.Affine;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.exact.Elementwise;
import io.goshawk.ir.eval.exact.Maps;
import io.goshawk.ir.eval.kernel.MatrixProduct;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;

/// Exact arithmetic on tensors of reals, shared by the dialects that have them.
public final class Reals {
    private Reals() {}

    /// {@return the reals that `tensor`, a value of type `type`, stands for}
    public static RealTensor of(Tensor tensor, TensorType type) {
        return switch (tensor) {
            case RealTensor reals -> reals;
            case FloatTensor floats -> RealTensor.exactly(floats);
            case IntTensor codes
            when type.element() instanceof QuantType quant -> apply(quant.map(), RealTensor.exactly(codes));
            case IntTensor integers -> RealTensor.exactly(integers);
        };
    }

    /// {@return `map` applied to each element, by its place along the map's axis}
    public static RealTensor apply(Affine map, RealTensor input) {
        return Maps.apply(map, input);
    }

    /// {@return the product `[…, k] x [k, n]`}
    public static RealTensor matmul(RealTensor input, RealTensor weights) {
        return MatrixProduct.of(
                input, weights, input.shape().withLast(weights.shape().last()));
    }

    /// {@return `max(x, 0)` of each element}
    public static RealTensor relu(RealTensor input) {
        return Elementwise.relu(input);
    }

    /// {@return the softmax along `axis`, in double precision}
    public static RealTensor softmax(RealTensor input, int axis) {
        double[] values = doubles(input);
        Lines.softmax(values, input.shape(), axis);
        return RealTensor.exactly(input.shape(), values);
    }

    /// {@return the logarithm of the softmax along `axis`, in double precision}
    public static RealTensor logSoftmax(RealTensor input, int axis) {
        double[] values = doubles(input);
        Lines.logSoftmax(values, input.shape(), axis);
        return RealTensor.exactly(input.shape(), values);
    }

    private static double[] doubles(RealTensor input) {
        double[] values = new double[input.size()];
        for (int i = 0; i < values.length; i++) {
            // Without a useful double near it, the exact number gives one.
            boolean useful = input.error(i) <= Math.abs(input.near(i)) * 0x1p-40;
            values[i] = useful ? input.near(i) : input.at(i).toDouble();
        }
        return values;
    }

    /// {@return the first place of the largest element along `axis`, as a tensor of shape `shape`}
    public static IntTensor argmax(RealTensor input, int axis, Shape shape) {
        int extent = input.shape().extent(axis);
        int stride = input.shape().stride(axis);
        long[] places = new long[shape.size()];
        for (int i = 0; i < places.length; i++) {
            int start = i / stride * stride * extent + i % stride;
            int best = 0;
            for (int place = 1; place < extent; place++) {
                if (input.compare(start + place * stride, input, start + best * stride) > 0) {
                    best = place;
                }
            }
            places[i] = best;
        }
        return IntTensor.of(shape, places);
    }
}
