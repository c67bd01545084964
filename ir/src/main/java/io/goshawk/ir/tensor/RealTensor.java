package io.goshawk.ir.tensor;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Exact reals: the values of the reference interpreter between two quantisers.
public record RealTensor(Shape shape, List<Real> values) implements Tensor {
    public RealTensor {
        values = List.copyOf(values);
        if (shape.size() != values.size()) {
            throw new IllegalArgumentException(values.size() + " values for a tensor of shape " + shape);
        }
    }

    /// {@return the numbers that `floats` stand for}
    /// @throws ArithmeticException if one is infinite or not a number
    public static RealTensor exactly(FloatTensor floats) {
        return new RealTensor(
                floats.shape(),
                IntStream.range(0, floats.shape().size())
                        .<Real>mapToObj(floats::exactAt)
                        .toList());
    }

    /// {@return the integers as reals}
    public static RealTensor exactly(IntTensor integers) {
        return new RealTensor(
                integers.shape(),
                integers.toBigs().stream().<Real>map(Dyadic::of).toList());
    }

    public Real at(int index) {
        return values.get(index);
    }

    @Override
    public RealTensor reshape(Shape changed) {
        return new RealTensor(changed, values);
    }

    @Override
    public RealTensor gather(Shape changed, int[] from) {
        return new RealTensor(changed, Arrays.stream(from).mapToObj(values::get).toList());
    }
}
