package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// MatMulNBits: data times a matrix of 2, 4 or 8 bits an element, with a scale for each block of a column.
///
/// Inputs are the data, the packed matrix `[n, blocks, bytes]`, the scales, the zero points (packed, or floats), an
/// index
/// of groups, which is refused, and a bias.
final class MatMulNBitsOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 6);
        int depth = size(node, "K");
        int columns = size(node, "N");
        int block = size(node, "block_size");
        int bits = Math.toIntExact(node.attributes().integer("bits", 4));
        if (bits != 2 && bits != 4 && bits != 8) {
            throw node.because(Code.BAD_ATTRIBUTE, "bits is " + bits + "; 2, 4 and 8 are possible");
        }
        if (node.has(4)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "g_idx of MatMulNBits");
        }
        int blocks = Math.ceilDiv(depth, block);
        Composition steps = new Composition(node);
        Value codes = known(node, unpacked(node, 1, bits, columns, blocks * block, depth), bits);
        Value scale = steps.reshape(node.value(2), columns, blocks);
        Value zero = zeroPoint(node, steps, bits, columns, blocks);
        Value weights = steps.add(new DequantizeLinear(
                codes, scale, zero, new Blocks(1, block), scale.type().element()));
        Value product = steps.product(node.value(0), steps.swapped(weights));
        return steps.done(node.has(5) ? steps.binary(product, Binary.Kind.ADD, node.value(5)) : product);
    }

    private static int size(OnnxNode node, String name) {
        long size = node.attributes().integer(name, 0);
        if (size < 1 || size > 1 << 24) {
            throw node.because(Code.BAD_ATTRIBUTE, name + " is " + size);
        }
        return (int) size;
    }

    private static Value zeroPoint(OnnxNode node, Composition steps, int bits, int columns, int blocks) {
        if (!node.has(3)) {
            return known(node, IntTensor.of(Shape.SCALAR, 1L << (bits - 1)), bits);
        }
        if (node.input(3).type().element() instanceof FloatType) {
            return steps.reshape(node.value(3), columns, blocks);
        }
        int perByte = Byte.SIZE / bits;
        int padded = Math.ceilDiv(blocks, perByte) * perByte;
        return known(node, unpacked(node, 3, bits, columns, padded, blocks), bits);
    }

    private static Value known(OnnxNode node, IntTensor data, int bits) {
        return node.emit(new Imported.Known(data, IntType.u(bits), node.at()));
    }

    /// {@return the numbers of `bits` bits, the lowest first, that fill the bytes of input `index`}
    /// @param padded how many numbers a row of bytes holds
    /// @param kept how many of these count
    private static IntTensor unpacked(OnnxNode node, int index, int bits, int rows, int padded, int kept) {
        Tensor data = node.constant(index, "the packed numbers");
        long bytes = (long) rows * padded * bits / Byte.SIZE;
        if (!(data instanceof IntTensor packed) || packed.shape().size() != bytes) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "input " + index + " of shape [" + data.shape() + "] should hold " + bytes + " bytes");
        }
        long[] values = new long[Math.multiplyExact(rows, kept)];
        for (int i = 0; i < values.length; i++) {
            long bit = ((long) (i / kept) * padded + i % kept) * bits;
            long octet = packed.at((int) (bit / Byte.SIZE)) & 0xff;
            values[i] = octet >> bit % Byte.SIZE & (1L << bits) - 1;
        }
        return IntTensor.of(Shape.of(rows, kept), values);
    }
}
