package io.goshawk.passes.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// Parameters of quantisers as integers.
final class Numbers {
    private Numbers() {}

    /// {@return the elements as integers, where all of them are integers of moderate size}
    static Optional<IntTensor> integers(Tensor data) {
        return switch (data) {
            case IntTensor integers -> Optional.of(integers);
            case FloatTensor floats -> {
                long[] values = new long[floats.shape().size()];
                boolean whole = values.length > 0;
                for (int i = 0; i < values.length; i++) {
                    values[i] = (long) floats.at(i);
                    whole &= values[i] == floats.at(i) && Math.abs(values[i]) < 1L << 31;
                }
                yield whole ? Optional.of(IntTensor.of(floats.shape(), values)) : Optional.empty();
            }
            case RealTensor _ -> Optional.empty();
        };
    }

    /// {@return `data` in the given shape: as it is, or its single element everywhere}
    static Optional<IntTensor> spread(IntTensor data, Shape shape) {
        if (data.shape().size() == shape.size()) {
            return Optional.of(data.reshape(shape));
        }
        if (data.shape().size() != 1) {
            return Optional.empty();
        }
        long[] values = new long[shape.size()];
        Arrays.fill(values, data.at(0));
        return Optional.of(IntTensor.of(shape, values));
    }
}
