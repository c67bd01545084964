package io.goshawk.frontend.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Writes small TensorFlow Lite files, field by field.
final class TfliteBuilder {
    static final int FLOAT32 = 0;
    static final int INT32 = 2;
    static final int INT8 = 9;

    private final FlatBufferBuilder out = new FlatBufferBuilder();
    private final List<Integer> tensors = new ArrayList<>();
    private final List<Integer> buffers = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private final List<Integer> operators = new ArrayList<>();
    private int version = 3;

    TfliteBuilder() {
        buffers.add(table(1));
    }

    TfliteBuilder version(int changed) {
        version = changed;
        return this;
    }

    /// Adds a tensor without data. {@return its number}
    int tensor(String name, int type, double scale, long zeroPoint, int... shape) {
        return tensor(name, type, scale, zeroPoint, 0, shape);
    }

    /// Adds a constant. {@return its number}
    int constant(String name, int type, double scale, long zeroPoint, byte[] data, int... shape) {
        int vector = out.createByteVector(data);
        out.startTable(1);
        out.addOffset(0, vector, 0);
        buffers.add(out.endTable());
        return tensor(name, type, scale, zeroPoint, buffers.size() - 1, shape);
    }

    /// Adds a constant with a scale for each place along `axis`, all zero points 0. {@return its number}
    int constant(String name, int type, double[] scales, int axis, byte[] data, int... shape) {
        int vector = out.createByteVector(data);
        out.startTable(1);
        out.addOffset(0, vector, 0);
        buffers.add(out.endTable());
        return tensor(name, type, quantization(scales, new long[scales.length], axis), buffers.size() - 1, shape);
    }

    private int tensor(String name, int type, double scale, long zeroPoint, int buffer, int... shape) {
        int quantization = scale == 0 ? 0 : quantization(new double[] {scale}, new long[] {zeroPoint}, 0);
        return tensor(name, type, quantization, buffer, shape);
    }

    private int tensor(String name, int type, int quantization, int buffer, int... shape) {
        int text = out.createString(name);
        int dims = ints(shape);
        out.startTable(8);
        out.addOffset(0, dims, 0);
        out.addByte(1, (byte) type, 0);
        out.addInt(2, buffer, 0);
        out.addOffset(3, text, 0);
        out.addOffset(4, quantization, 0);
        tensors.add(out.endTable());
        return tensors.size() - 1;
    }

    private int quantization(double[] scales, long[] zeroPoints, int axis) {
        out.startVector(4, scales.length, 4);
        for (int i = scales.length - 1; i >= 0; i--) {
            out.addFloat((float) scales[i]);
        }
        int factors = out.endVector();
        out.startVector(8, zeroPoints.length, 8);
        for (int i = zeroPoints.length - 1; i >= 0; i--) {
            out.addLong(zeroPoints[i]);
        }
        int zeros = out.endVector();
        out.startTable(7);
        out.addOffset(2, factors, 0);
        out.addOffset(3, zeros, 0);
        out.addInt(6, axis, 0);
        return out.endTable();
    }

    /// Adds an operator; `options` writes its options table and returns where it is, or 0.
    TfliteBuilder operator(int code, int[] inputs, int[] outputs, IntUnaryOperator options) {
        out.startTable(4);
        out.addByte(0, (byte) Math.min(code, 127), 0);
        out.addInt(3, code, 0);
        codes.add(out.endTable());
        int in = ints(inputs);
        int to = ints(outputs);
        int table = options.applyAsInt(0);
        out.startTable(5);
        out.addInt(0, codes.size() - 1, 0);
        out.addOffset(1, in, 0);
        out.addOffset(2, to, 0);
        out.addOffset(4, table, 0);
        operators.add(out.endTable());
        return this;
    }

    /// Writes an options table of bytes and ints: a negative entry -1 - x is the byte x, others are ints.
    int options(int... fields) {
        out.startTable(fields.length);
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] < 0) {
                out.addByte(i, (byte) (-1 - fields[i]), 0);
            } else {
                out.addInt(i, fields[i], 0);
            }
        }
        return out.endTable();
    }

    private int ints(int... values) {
        out.startVector(4, values.length, 4);
        for (int i = values.length - 1; i >= 0; i--) {
            out.addInt(values[i]);
        }
        return out.endVector();
    }

    private int table(int fields) {
        out.startTable(fields);
        return out.endTable();
    }

    private int offsets(List<Integer> entries) {
        return out.createVectorOfTables(
                entries.stream().mapToInt(Integer::intValue).toArray());
    }

    /// {@return the file}
    byte[] file(int[] inputs, int[] outputs) {
        int in = ints(inputs);
        int to = ints(outputs);
        int allTensors = offsets(tensors);
        int allOperators = offsets(operators);
        out.startTable(5);
        out.addOffset(0, allTensors, 0);
        out.addOffset(1, in, 0);
        out.addOffset(2, to, 0);
        out.addOffset(3, allOperators, 0);
        int graphs = offsets(List.of(out.endTable()));
        int allCodes = offsets(codes);
        int allBuffers = offsets(buffers);
        out.startTable(5);
        out.addInt(0, version, 0);
        out.addOffset(1, allCodes, 0);
        out.addOffset(2, graphs, 0);
        out.addOffset(4, allBuffers, 0);
        out.finish(out.endTable(), "TFL3");
        ByteBuffer bytes = out.dataBuffer();
        byte[] file = new byte[bytes.remaining()];
        bytes.get(file);
        return file;
    }
}
