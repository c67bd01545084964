package io.goshawk.frontend.export;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;

/// Writes tensors as ONNX keeps them: raw, little-endian, elements of fewer than eight bits packed.
public final class TensorWriter {
    private TensorWriter() {}

    /// {@return `data` with elements of type `element`, without a name}
    /// @throws Unconvertible if ONNX has no such elements
    public static TensorProto.Builder proto(Tensor data, ElementType element, Location at) {
        TensorProto.Builder proto = TensorProto.newBuilder().setDataType(ElementTypes.number(element, at));
        data.shape().extents().forEach(proto::addDims);
        int bits = bits(element);
        int count = data.shape().size();
        IntToLongFunction codes = codes(data, element);
        ByteBuffer raw = ByteBuffer.allocate(Math.toIntExact(((long) count * bits + 7) / 8))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            long code = codes.applyAsLong(i);
            switch (bits) {
                case 8 -> raw.put((byte) code);
                case 16 -> raw.putShort((short) code);
                case 32 -> raw.putInt((int) code);
                case 64 -> raw.putLong(code);
                default -> {
                    int place = i * bits / 8;
                    long moved = (code & ((1 << bits) - 1)) << i * bits % 8;
                    raw.put(place, (byte) (raw.get(place) | moved));
                }
            }
        }
        raw.rewind();
        return proto.setRawData(ByteString.copyFrom(raw));
    }

    /// Truth values take a byte each.
    private static int bits(ElementType element) {
        return switch (element) {
            case FloatType type -> type.bits();
            case IntType type -> type.bits() == 1 ? 8 : type.bits();
            case ElementType other -> throw new IllegalArgumentException("no file keeps elements of type " + other);
        };
    }

    private static IntToLongFunction codes(Tensor data, ElementType element) {
        return switch (data) {
            case FloatTensor floats -> {
                FloatType type = (FloatType) element;
                yield i -> type.encode(floats.at(i));
            }
            case IntTensor integers -> i -> integers.bigAt(i).longValue();
            case RealTensor _ -> throw new IllegalArgumentException("no file keeps exact reals");
        };
    }
}
