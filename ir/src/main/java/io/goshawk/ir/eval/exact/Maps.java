package io.goshawk.ir.eval.exact;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.RealTensor;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Affine maps of exact tensors, one number a tensor or one a place along an axis.
public final class Maps {
    private Maps() {}

    /// {@return `map` applied to each element, by its place along the map's axis}
    public static RealTensor apply(Affine map, RealTensor input) {
        Shape shape = input.shape();
        int axis = map.axis();
        int stride = axis < 0 ? 1 : shape.stride(axis);
        int extent = axis < 0 ? 1 : shape.extent(axis);
        RealTensor scale = numbers(extent, map.scale()::at);
        RealTensor offset = numbers(extent, map.offset()::at);
        double[] near = new double[input.size()];
        double[] errors = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            int channel = i / stride % extent;
            double s = scale.near(channel);
            double o = offset.near(channel);
            double product = s * input.near(i);
            double error = Bounds.product(s, scale.error(channel), input.near(i), input.error(i), product);
            near[i] = product + o;
            errors[i] = Bounds.sum(product, error, o, offset.error(channel), near[i]);
        }
        return RealTensor.of(shape, near, errors, input.effort() + 2, i -> map.apply(input.at(i), i / stride % extent));
    }

    /// {@return the numbers `numbers` gives for 0, 1, … as a vector}
    static RealTensor numbers(int count, IntFunction<Real> numbers) {
        return new RealTensor(
                Shape.of(count), IntStream.range(0, count).mapToObj(numbers).toList());
    }
}
