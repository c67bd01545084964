package io.goshawk.ir.text;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/// Tensors as base64 of their little-endian elements, in the narrowest of the kinds `int8`, `int16`, `int32`,
/// `int64` that holds them, or in `f16`, `bf16`, `f32` (four bytes each) and `f64`.
final class TensorBytes {
    private TensorBytes() {}

    /// {@return whether `tensor` has such a form: integers beyond 64 bits and exact reals have none}
    static boolean canHold(Tensor tensor) {
        return switch (tensor) {
            case IntTensor integers -> integers.fitsLong();
            case FloatTensor _ -> true;
            case RealTensor _ -> false;
        };
    }

    /// {@return the kind of the elements}
    static String kind(Tensor tensor) {
        return switch (tensor) {
            case IntTensor integers -> "int" + 8 * width(integers);
            case FloatTensor floats -> floats.type().toString();
            case RealTensor _ -> throw new IllegalArgumentException("exact reals have no bytes");
        };
    }

    private static int width(IntTensor integers) {
        int bits = 1
                + Math.max(
                        integers.hull().min().bitLength(), integers.hull().max().bitLength());
        return Math.max(1, Integer.highestOneBit(2 * bits - 1) / Byte.SIZE);
    }

    /// {@return the elements in base64}
    static String encode(Tensor tensor) {
        int size = tensor.shape().size();
        int width = elementWidth(kind(tensor));
        ByteBuffer bytes = ByteBuffer.allocate(size * width).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            put(bytes, bits(tensor, i), width);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static long bits(Tensor tensor, int index) {
        return switch (tensor) {
            case IntTensor integers -> integers.at(index);
            case FloatTensor floats when floats.type() == FloatType.F64 -> Double.doubleToLongBits(floats.at(index));
            case FloatTensor floats -> Float.floatToIntBits((float) floats.at(index));
            case RealTensor _ -> throw new IllegalArgumentException("exact reals have no bytes");
        };
    }

    private static void put(ByteBuffer bytes, long bits, int width) {
        switch (width) {
            case 1 -> bytes.put((byte) bits);
            case 2 -> bytes.putShort((short) bits);
            case 4 -> bytes.putInt((int) bits);
            default -> bytes.putLong(bits);
        }
    }

    /// {@return the tensor of elements of `kind` that `base64` holds}
    /// @throws IllegalArgumentException if the kind is unknown or the bytes are not as many as the shape asks for
    static Tensor decode(String kind, Shape shape, String base64) {
        int width = elementWidth(kind);
        byte[] array = Base64.getDecoder().decode(base64);
        if (array.length != (long) shape.size() * width) {
            throw new IllegalArgumentException(array.length + " bytes for " + kind + " data of shape " + shape);
        }
        ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
        long[] bits = new long[shape.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = switch (width) {
                case 1 -> bytes.get();
                case 2 -> bytes.getShort();
                case 4 -> bytes.getInt();
                default -> bytes.getLong();
            };
        }
        return kind.startsWith("int") ? IntTensor.of(shape, bits) : floats(kind, shape, bits);
    }

    private static Tensor floats(String kind, Shape shape, long[] bits) {
        FloatType type = Arrays.stream(FloatType.values())
                .filter(candidate -> candidate.toString().equals(kind))
                .findFirst()
                .orElseThrow();
        double[] values = Arrays.stream(bits)
                .mapToDouble(b -> type == FloatType.F64 ? Double.longBitsToDouble(b) : Float.intBitsToFloat((int) b))
                .toArray();
        return FloatTensor.of(shape, type, values);
    }

    private static int elementWidth(String kind) {
        return switch (kind) {
            case "int8" -> 1;
            case "int16" -> 2;
            case "int32" -> 4;
            case "int64", "f64" -> 8;
            // Narrower floats are held as floats of 32 bits, and written so.
            case String _
            when Arrays.stream(FloatType.values())
                    .anyMatch(type -> type.toString().equals(kind)) -> 4;
            default -> throw new IllegalArgumentException("no tensor data of kind `" + kind + "`");
        };
    }
}
