package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// The elements of a TensorProto, in whichever of its fields they are kept (ONNX IR specification, TensorProto):
/// little-endian `raw_data`, or the field for their type; half floats lie as bits in `int32_data`, integers of two
/// and four bits several to a byte, the first in the low bits.
///
/// Nothing is allocated before the number of elements was found to agree with the data that is there, and no array
/// but the tensor's own.
public final class TensorReader {
    private final TensorProto proto;
    private final Location at;
    private final String what;
    private final Shape shape;
    private final ByteBuffer raw;

    private TensorReader(TensorProto proto, Location at, String what) {
        this.proto = proto;
        this.at = at;
        this.what = what;
        this.raw = proto.getRawData().asReadOnlyByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        this.shape = Extents.shape(proto.getDimsList(), at, what);
    }

    /// {@return the tensor that `proto` holds}
    /// @param what how a diagnostic names it, such as `initialiser "w"`
    /// @throws Unconvertible if the data is missing, too short, too long, or of a type not understood; without a
    ///     word if it lies in another file, which [ExternalData] has reported
    public static Tensor read(TensorProto proto, Location at, String what) {
        if (ExternalData.isExternal(proto)) {
            throw Unconvertible.silently();
        }
        return new TensorReader(proto, at, what).read();
    }

    private Tensor read() {
        if (proto.hasSegment()) {
            throw bad("is a segment of a larger tensor").hint("save the model with whole tensors");
        }
        return switch (ElementTypes.of(proto.getDataType())) {
            case FLOAT -> singles();
            case DOUBLE -> doubles();
            case FLOAT16 -> halves(FloatType.F16, bits -> Float.float16ToFloat((short) bits));
            case BFLOAT16 -> halves(FloatType.BF16, bits -> Float.intBitsToFloat((int) bits << 16));
            case BOOL -> small(1, 0, 1);
            case UINT2 -> packed(2, false);
            case INT2 -> packed(2, true);
            case UINT4 -> packed(4, false);
            case INT4 -> packed(4, true);
            case UINT8 -> small(1, 0, 255);
            case INT8 -> small(1, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT16 -> small(2, 0, 65535);
            case INT16 -> small(2, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> small(4, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT32 -> integers(4, proto.getUint64DataCount(), proto::getUint64Data, 0, 0xffff_ffffL);
            case UINT64 -> unsignedLongs();
            case INT64 -> integers(8, proto.getInt64DataCount(), proto::getInt64Data, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 -> codes();
            case UNDEFINED, STRING, COMPLEX64, COMPLEX128 ->
                throw ElementTypes.unsupported(proto.getDataType(), at, what);
        };
    }

    /// The common case: models are mostly this.
    private FloatTensor singles() {
        boolean inRaw = isRaw(Float.BYTES, proto.getFloatDataCount());
        float[] values = new float[shape.size()];
        if (inRaw) {
            raw.asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = proto.getFloatData(i);
            }
        }
        return FloatTensor.owning(shape, FloatType.F32, values);
    }

    private FloatTensor doubles() {
        boolean inRaw = isRaw(Double.BYTES, proto.getDoubleDataCount());
        double[] values = new double[shape.size()];
        if (inRaw) {
            raw.asDoubleBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = proto.getDoubleData(i);
            }
        }
        return FloatTensor.owning(shape, values);
    }

    private FloatTensor halves(FloatType type, HalfToFloat decoded) {
        boolean inRaw = isRaw(Short.BYTES, proto.getInt32DataCount());
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = decoded.apply(inRaw ? rawBits(i, Short.BYTES) : proto.getInt32Data(i));
        }
        return FloatTensor.owning(shape, type, values);
    }

    @FunctionalInterface
    private interface HalfToFloat {
        float apply(long bits);
    }

    private IntTensor small(int bytes, long min, long max) {
        return integers(bytes, proto.getInt32DataCount(), proto::getInt32Data, min, max);
    }

    private IntTensor integers(int bytes, int count, IntToLongFunction field, long min, long max) {
        int unused = Long.SIZE - 8 * bytes;
        IntToLongFunction rawElement = min < 0 ? i -> rawBits(i, bytes) << unused >> unused : i -> rawBits(i, bytes);
        return within(min, max, isRaw(bytes, count) ? rawElement : field);
    }

    private IntTensor within(long min, long max, IntToLongFunction element) {
        return IntTensor.of(shape, i -> {
            long value = element.applyAsLong(i);
            if (value < min || value > max) {
                throw bad("holds " + value + ", which lies outside [" + min + ", " + max + "], at place " + i);
            }
            return value;
        });
    }

    /// Several elements to a byte, also in `int32_data`; there, texts have one to a number.
    private IntTensor packed(int bits, boolean signed) {
        int each = Byte.SIZE / bits;
        int bytes = (int) ((shape.size() + each - 1L) / each);
        int count = proto.getInt32DataCount();
        long min = signed ? -(1L << (bits - 1)) : 0;
        if (!proto.hasRawData() && count == shape.size() && count != bytes) {
            return within(min, min + (1L << bits) - 1, proto::getInt32Data);
        }
        boolean inRaw = hasRaw(count);
        expect(bytes, inRaw ? proto.getRawData().size() : count, inRaw ? " bytes" : " packed elements");
        int unused = Long.SIZE - bits;
        return IntTensor.of(shape, i -> {
            long stored = inRaw ? raw.get(i / each) : proto.getInt32Data(i / each);
            long high = (stored >> (bits * (i % each))) << unused;
            return signed ? high >> unused : high >>> unused;
        });
    }

    /// Floats of 8 and 4 bits.
    private FloatTensor codes() {
        FloatType type = (FloatType) ElementTypes.element(proto.getDataType(), at, what);
        IntTensor codes = type.bits() == Byte.SIZE ? small(1, 0, 255) : packed(type.bits(), false);
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.decode(codes.at(i));
        }
        return FloatTensor.of(shape, type, values);
    }

    private IntTensor unsignedLongs() {
        boolean inRaw = isRaw(Long.BYTES, proto.getUint64DataCount());
        IntToLongFunction element = inRaw ? i -> rawBits(i, Long.BYTES) : proto::getUint64Data;
        boolean fits = IntStream.range(0, shape.size()).allMatch(i -> element.applyAsLong(i) >= 0);
        return fits
                ? IntTensor.of(shape, element)
                : IntTensor.of(
                        shape,
                        IntStream.range(0, shape.size())
                                .mapToObj(i -> new BigInteger(Long.toUnsignedString(element.applyAsLong(i))))
                                .toList());
    }

    private boolean hasRaw(int fieldCount) {
        return proto.hasRawData() && !(proto.getRawData().isEmpty() && fieldCount > 0);
    }

    /// Tells whether the data is raw, having checked that there is as much as the shape says.
    private boolean isRaw(int bytes, int fieldCount) {
        boolean inRaw = hasRaw(fieldCount);
        long need = (long) shape.size() * (inRaw ? bytes : 1);
        expect(need, inRaw ? proto.getRawData().size() : fieldCount, inRaw ? " bytes" : " elements");
        return inRaw;
    }

    private void expect(long need, long have, String unit) {
        if (need != have) {
            throw bad("of shape [" + shape + "] needs " + need + unit + " and has " + have)
                    .hint("the file is damaged, or its shape was edited: export the model again");
        }
    }

    private Unconvertible bad(String message) {
        return Unconvertible.because(Code.BAD_TENSOR_DATA, at, what + " " + message);
    }

    private long rawBits(int index, int bytes) {
        return switch (bytes) {
            case 1 -> raw.get(index) & 0xffL;
            case 2 -> raw.getShort(2 * index) & 0xffffL;
            case 4 -> raw.getInt(4 * index) & 0xffff_ffffL;
            default -> raw.getLong(8 * index);
        };
    }
}
