package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/// The elements of a TensorProto, in whichever of its fields they are kept (ONNX IR specification, TensorProto):
/// little-endian `raw_data`, or the field for their type; half floats lie as bits in `int32_data`.
///
/// Nothing is allocated before the number of elements was found to agree with the data that is there.
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
        this.raw = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        this.shape = Extents.shape(proto.getDimsList(), at, what);
    }

    /// {@return the tensor that `proto` holds}
    /// @param what how a diagnostic names it, such as `initialiser "w"`
    /// @throws Unconvertible if the data is missing, elsewhere, too short, too long, or of a type not understood
    public static Tensor read(TensorProto proto, Location at, String what) {
        return new TensorReader(proto, at, what).read();
    }

    private Tensor read() {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL || proto.getExternalDataCount() > 0) {
            throw bad("keeps its data in another file, which is not read yet")
                    .hint("save the model with its data inside: "
                            + "onnx.save_model(model, path, save_as_external_data=False)");
        }
        if (proto.hasSegment()) {
            throw bad("is a segment of a larger tensor").hint("save the model with whole tensors");
        }
        return switch (ElementTypes.of(proto.getDataType())) {
            case FLOAT -> singles();
            case DOUBLE -> floats(FloatType.F64, 8, proto.getDoubleDataCount(), proto::getDoubleData, this::rawDouble);
            case FLOAT16 ->
                floats(
                        FloatType.F16,
                        2,
                        proto.getInt32DataCount(),
                        i -> Float.float16ToFloat((short) proto.getInt32Data(i)),
                        i -> Float.float16ToFloat((short) rawBits(i, 2)));
            case BFLOAT16 ->
                floats(
                        FloatType.BF16,
                        2,
                        proto.getInt32DataCount(),
                        i -> Float.intBitsToFloat(proto.getInt32Data(i) << 16),
                        i -> Float.intBitsToFloat((int) rawBits(i, 2) << 16));
            case BOOL -> small(1, 0, 1);
            case UINT8 -> small(1, 0, 255);
            case INT8 -> small(1, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT16 -> small(2, 0, 65535);
            case INT16 -> small(2, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> small(4, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT32 -> integers(4, proto.getUint64DataCount(), proto::getUint64Data, 0, 0xffff_ffffL);
            case UINT64 -> integers(8, proto.getUint64DataCount(), proto::getUint64Data, 0, Long.MAX_VALUE);
            case INT64 -> integers(8, proto.getInt64DataCount(), proto::getInt64Data, Long.MIN_VALUE, Long.MAX_VALUE);
            case UNDEFINED,
                    STRING,
                    COMPLEX64,
                    COMPLEX128,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    UINT4,
                    INT4,
                    FLOAT4E2M1,
                    FLOAT8E8M0,
                    UINT2,
                    INT2 -> throw ElementTypes.unsupported(proto.getDataType(), at, what);
        };
    }

    /// The common case, without a detour over doubles: models are mostly this.
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
        return FloatTensor.of(shape, values);
    }

    private FloatTensor floats(
            FloatType type, int bytes, int count, IntToDoubleFunction field, IntToDoubleFunction rawElement) {
        IntToDoubleFunction element = isRaw(bytes, count) ? rawElement : field;
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = element.applyAsDouble(i);
        }
        return FloatTensor.of(shape, type, values);
    }

    private IntTensor small(int bytes, long min, long max) {
        return integers(bytes, proto.getInt32DataCount(), proto::getInt32Data, min, max);
    }

    private IntTensor integers(int bytes, int count, IntToLongFunction field, long min, long max) {
        boolean signed = min < 0;
        int unused = Long.SIZE - 8 * bytes;
        IntToLongFunction rawElement = i -> signed ? rawBits(i, bytes) << unused >> unused : rawBits(i, bytes);
        IntToLongFunction element = isRaw(bytes, count) ? rawElement : field;
        long[] values = new long[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = element.applyAsLong(i);
            if (values[i] < min || values[i] > max) {
                throw bad("holds " + values[i] + ", which lies outside [" + min + ", " + max + "], at place " + i);
            }
        }
        return IntTensor.of(shape, values);
    }

    /// Tells whether the data is raw, having checked that there is as much as the shape says.
    private boolean isRaw(int bytes, int fieldCount) {
        boolean inRaw = proto.hasRawData() && !(proto.getRawData().isEmpty() && fieldCount > 0);
        long need = (long) shape.size() * (inRaw ? bytes : 1);
        long have = inRaw ? proto.getRawData().size() : fieldCount;
        if (need != have) {
            String unit = inRaw ? " bytes" : " elements";
            throw bad("of shape [" + shape + "] needs " + need + unit + " and has " + have)
                    .hint("the file is damaged, or its shape was edited: export the model again");
        }
        return inRaw;
    }

    private Unconvertible bad(String message) {
        return Unconvertible.because(Code.BAD_TENSOR_DATA, at, what + " " + message);
    }

    private double rawDouble(int index) {
        return Double.longBitsToDouble(rawBits(index, 8));
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
