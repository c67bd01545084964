package io.goshawk.ir.tensor;

import io.goshawk.ir.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Tensors of whatever kind.
public final class Tensors {
    private Tensors() {}

    /// {@return the elements of `parts`, one behind the other, as a tensor of one axis}
    /// @param parts one or more, of one kind; floats beside reals count as reals
    /// @throws IllegalArgumentException if floats and integers are mixed
    public static Tensor joined(List<? extends Tensor> parts) {
        Shape shape =
                Shape.of(parts.stream().mapToInt(part -> part.shape().size()).reduce(0, Math::addExact));
        if (parts.stream().allMatch(IntTensor.class::isInstance)) {
            return integers(shape, parts.stream().map(IntTensor.class::cast).toList());
        }
        if (parts.stream().anyMatch(IntTensor.class::isInstance)) {
            throw new IllegalArgumentException("floats and integers side by side");
        }
        return parts.stream().allMatch(FloatTensor.class::isInstance)
                ? floats(shape, parts.stream().map(FloatTensor.class::cast).toList())
                : reals(parts);
    }

    private static IntTensor integers(Shape shape, List<IntTensor> parts) {
        if (parts.stream().allMatch(IntTensor::fitsLong)) {
            return IntTensor.of(
                    shape,
                    parts.stream()
                            .flatMapToLong(part -> java.util.Arrays.stream(part.toLongs()))
                            .toArray());
        }
        List<BigInteger> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(part.toBigs()));
        return IntTensor.of(shape, values);
    }

    private static FloatTensor floats(Shape shape, List<FloatTensor> parts) {
        double[] values = new double[shape.size()];
        int place = 0;
        for (FloatTensor part : parts) {
            int size = part.shape().size();
            for (int i = 0; i < size; i++) {
                values[place++] = part.at(i);
            }
        }
        return FloatTensor.of(shape, parts.getFirst().type(), values);
    }

    private static RealTensor reals(List<? extends Tensor> parts) {
        return RealTensor.join(parts.stream()
                .map(part -> part instanceof FloatTensor floats ? RealTensor.exactly(floats) : (RealTensor) part)
                .toList());
    }
}
