package io.goshawk.frontend.tflite;

import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// A tensor of the model: a weight where `data` is there, else what an operator yields.
///
/// @param shape in the order of the file: feature maps are `[n, height, width, channels]`
/// @param scales one for the tensor or one for each place along `axis`; none where the tensor is not quantised
/// @param zeroPoints as many as scales
record TfliteTensor(
        Location at,
        String name,
        Shape shape,
        TensorKind kind,
        Optional<ByteBuffer> data,
        List<Float> scales,
        List<Long> zeroPoints,
        int axis) {
    TfliteTensor {
        scales = List.copyOf(scales);
        zeroPoints = List.copyOf(zeroPoints);
    }

    /// {@return whether the integers of this tensor stand for reals}
    boolean isQuantised() {
        return !scales.isEmpty() && !kind.isFloat();
    }

    /// {@return the stored elements}
    /// @throws IllegalStateException if this is no constant
    Tensor elements() {
        ByteBuffer bytes = data.orElseThrow(() -> new IllegalStateException(name + " is no constant"));
        if (kind == TensorKind.FLOAT32) {
            float[] values = new float[shape.size()];
            bytes.asFloatBuffer().get(values);
            return FloatTensor.of(shape, values);
        }
        if (kind == TensorKind.FLOAT16) {
            float[] values = new float[shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.float16ToFloat(bytes.getShort(i * Short.BYTES));
            }
            return FloatTensor.of(shape, values);
        }
        long[] values = new long[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = stored(bytes, i);
        }
        return IntTensor.of(shape, values);
    }

    private long stored(ByteBuffer bytes, int index) {
        return switch (kind) {
            case FLOAT32, FLOAT16 -> throw new IllegalStateException("read as floats");
            case INT32 -> bytes.getInt(index * Integer.BYTES);
            case UINT8 -> Byte.toUnsignedLong(bytes.get(index));
            case INT64 -> bytes.getLong(index * Long.BYTES);
            case BOOL -> bytes.get(index) == 0 ? 0 : 1;
            case INT16 -> bytes.getShort(index * Short.BYTES);
            case INT8 -> bytes.get(index);
        };
    }
}
