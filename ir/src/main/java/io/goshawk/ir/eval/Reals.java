package io.goshawk.ir.eval;

import io.goshawk.ir.Affine;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
        Shape shape = input.shape();
        int axis = map.axis();
        int stride = axis < 0 ? 1 : shape.stride(axis);
        int extent = axis < 0 ? 1 : shape.extent(axis);
        return new RealTensor(
                shape,
                IntStream.range(0, shape.size())
                        .mapToObj(i -> map.apply(input.at(i), axis < 0 ? 0 : i / stride % extent))
                        .toList());
    }

    /// {@return the product `[…, k] x [k, n]`}
    public static RealTensor matmul(RealTensor input, RealTensor weights) {
        int depth = weights.shape().extent(0);
        Shape shape = input.shape().withLast(weights.shape().extent(1));
        int columns = shape.last();
        List<Real> result = new ArrayList<>(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            Real sum = Dyadic.ZERO;
            for (int k = 0; k < depth; k++) {
                Real product = input.at(i / columns * depth + k).times(weights.at(k * columns + i % columns));
                sum = sum.plus(product);
            }
            result.add(sum);
        }
        return new RealTensor(shape, result);
    }

    /// {@return the softmax along `axis`, in double precision}
    public static RealTensor softmax(RealTensor input, int axis) {
        int extent = input.shape().extent(axis);
        int stride = input.shape().stride(axis);
        Real[] result = new Real[input.shape().size()];
        for (int line = 0; line < result.length / extent; line++) {
            int start = line / stride * stride * extent + line % stride;
            double[] row = IntStream.range(0, extent)
                    .mapToDouble(place -> input.at(start + place * stride).toDouble())
                    .toArray();
            double top = java.util.Arrays.stream(row).max().orElseThrow();
            double sum = java.util.Arrays.stream(row)
                    .map(x -> StrictMath.exp(x - top))
                    .sum();
            for (int place = 0; place < extent; place++) {
                result[start + place * stride] = Dyadic.exactly(StrictMath.exp(row[place] - top) / sum);
            }
        }
        return new RealTensor(input.shape(), List.of(result));
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
                if (input.at(start + place * stride).compareTo(input.at(start + best * stride)) > 0) {
                    best = place;
                }
            }
            places[i] = best;
        }
        return IntTensor.of(shape, places);
    }

    public static RealTensor relu(RealTensor input) {
        return new RealTensor(
                input.shape(),
                input.values().stream()
                        .map(x -> x.signum() < 0 ? Dyadic.ZERO : x)
                        .toList());
    }
}
