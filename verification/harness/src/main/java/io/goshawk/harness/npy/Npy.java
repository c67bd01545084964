package io.goshawk.harness.npy;

import io.goshawk.ir.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads and writes NumPy's `.npy` files: format 1.0 to 3.0, either byte order, either element order.
/// Written are format 1.0, little-endian, row-major.
///
/// Format: NumPy's documentation, "numpy.lib.format".
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;

    private Npy() {}

    /// Reads the array in `file`.
    ///
    /// @throws NpyFormatException if it is none, or not one of numbers
    public static NpyArray read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    /// Writes `array` to `file`.
    public static void write(Path file, NpyArray array) throws IOException {
        Files.write(file, format(array));
    }

    /// {@return the array that `bytes`, the content of a file, hold}
    /// @throws NpyFormatException if they hold none, or not one of numbers
    public static NpyArray parse(byte[] bytes) throws NpyFormatException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        NpyHeader header = header(buffer);
        long expected = (long) header.shape().size() * header.type().bytes();
        checkComplete(header, expected, buffer.remaining());
        return elements(header, buffer.order(header.order()));
    }

    static void checkComplete(NpyHeader header, long expected, long there) throws NpyFormatException {
        if (there < expected) {
            throw new NpyFormatException("truncated: shape " + header.shape() + " of " + header.type() + " takes "
                    + expected + " bytes, and " + there + " are there");
        }
    }

    /// Reads the head of a file; `buffer` then stands at the first element.
    static NpyHeader header(ByteBuffer buffer) throws NpyFormatException {
        byte[] magic = new byte[MAGIC.length];
        if (buffer.remaining() < 10 || !Arrays.equals(MAGIC, start(buffer, magic))) {
            throw new NpyFormatException("not a .npy file: its first bytes are not those of one");
        }
        int version = buffer.get();
        buffer.get();
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        if (version < 1 || version > 3) {
            throw new NpyFormatException("format version " + version + "; Goshawk reads 1 to 3");
        }
        long length = version == 1
                ? buffer.getShort() & 0xffff
                : buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt() & 0xffffffffL;
        if (length < 0 || length > buffer.remaining()) {
            throw new NpyFormatException("truncated within the header");
        }
        byte[] text = new byte[(int) length];
        buffer.get(text);
        return NpyHeader.parse(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    private static byte[] start(ByteBuffer buffer, byte[] into) {
        buffer.get(into);
        return into;
    }

    static NpyArray elements(NpyHeader header, ByteBuffer buffer) {
        int[] places = places(header);
        NpyType type = header.type();
        if (type.isReal()) {
            double[] values = new double[places.length];
            for (int place : places) {
                values[place] = real(type, buffer);
            }
            return new NpyArray.Reals(header.shape(), type, values);
        }
        long[] values = new long[places.length];
        for (int place : places) {
            values[place] = integer(type, buffer);
        }
        return new NpyArray.Integers(header.shape(), type, values);
    }

    /// {@return for each element in the order of the file, its row-major index}
    private static int[] places(NpyHeader header) {
        int[] places = new int[header.shape().size()];
        int[] index = new int[header.shape().rank()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
            if (header.columnMajor()) {
                int place = 0;
                for (int axis = 0; axis < index.length; axis++) {
                    place = place * header.shape().extent(axis) + index[axis];
                }
                places[i] = place;
                int axis = 0;
                while (axis < index.length && ++index[axis] == header.shape().extent(axis)) {
                    index[axis++] = 0;
                }
            }
        }
        return places;
    }

    private static double real(NpyType type, ByteBuffer buffer) {
        return switch (type) {
            case FLOAT16 -> Float.float16ToFloat(buffer.getShort());
            case FLOAT32 -> buffer.getFloat();
            case FLOAT64 -> buffer.getDouble();
            case BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 ->
                throw new IllegalArgumentException(type + " is not real");
        };
    }

    private static long integer(NpyType type, ByteBuffer buffer) {
        return switch (type) {
            case BOOL -> buffer.get() == 0 ? 0 : 1;
            case INT8 -> buffer.get();
            case INT16 -> buffer.getShort();
            case INT32 -> buffer.getInt();
            case INT64, UINT64 -> buffer.getLong();
            case UINT8 -> buffer.get() & 0xff;
            case UINT16 -> buffer.getShort() & 0xffff;
            case UINT32 -> buffer.getInt() & 0xffffffffL;
            case FLOAT16, FLOAT32, FLOAT64 -> throw new IllegalArgumentException(type + " is no integer");
        };
    }

    /// {@return the content of a file that holds `array`}
    /// @throws ArithmeticException if an element does not fit its type, or the file were of 2 GiB or
    ///     more
    public static byte[] format(NpyArray array) {
        byte[] head = head(array.type(), array.shape());
        byte[] content = content(array);
        byte[] file = Arrays.copyOf(head, Math.addExact(head.length, content.length));
        System.arraycopy(content, 0, file, head.length, content.length);
        return file;
    }

    /// {@return everything in front of the elements}
    static byte[] head(NpyType type, Shape shape) {
        String dictionary = NpyHeader.print(type, shape);
        int unpadded = MAGIC.length + 4 + dictionary.length() + 1;
        int start = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer buffer = ByteBuffer.allocate(start).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0);
        buffer.putShort((short) (start - MAGIC.length - 4));
        buffer.put((dictionary + " ".repeat(start - unpadded) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return buffer.array();
    }

    /// {@return the elements}
    static byte[] content(NpyArray array) {
        int bytes = Math.multiplyExact(array.shape().size(), array.type().bytes());
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (array) {
            case NpyArray.Reals reals -> Arrays.stream(reals.values()).forEach(x -> put(reals.type(), x, buffer));
            case NpyArray.Integers integers ->
                Arrays.stream(integers.values()).forEach(x -> put(integers.type(), x, buffer));
        }
        return buffer.array();
    }

    private static void put(NpyType type, double value, ByteBuffer buffer) {
        double stored = switch (type) {
            case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
            case FLOAT32 -> (float) value;
            case FLOAT64, BOOL, INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> value;
        };
        if (Double.compare(stored, value) != 0 && !Double.isNaN(value)) {
            throw new ArithmeticException(value + " is no " + type);
        }
        switch (type.bytes()) {
            case 2 -> buffer.putShort(Float.floatToFloat16((float) value));
            case 4 -> buffer.putFloat((float) value);
            default -> buffer.putDouble(value);
        }
    }

    private static void put(NpyType type, long value, ByteBuffer buffer) {
        int at = buffer.position();
        switch (type.bytes()) {
            case 1 -> buffer.put((byte) value);
            case 2 -> buffer.putShort((short) value);
            case 4 -> buffer.putInt((int) value);
            default -> buffer.putLong(value);
        }
        if (integer(type, buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(at)) != value) {
            throw new ArithmeticException(value + " is no " + type);
        }
    }
}
