package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// Unsigned numbers of a few bits each that fill bytes, the lowest first.
///
/// @param bits of a number: 2, 4 or 8
record PackedBits(OnnxNode node, int bits) {
    /// {@return the numbers that the attribute `bits` of `node` makes}
    static PackedBits of(OnnxNode node) {
        long bits = node.attributes().integer("bits", 4);
        if (bits != 2 && bits != 4 && bits != 8) {
            throw node.because(Code.BAD_ATTRIBUTE, "bits is " + bits + "; 2, 4 and 8 are possible");
        }
        return new PackedBits(node, (int) bits);
    }

    /// {@return `data` as numbers of this many bits}
    Value known(IntTensor data) {
        return node.emit(new Imported.Known(data, IntType.u(bits), node.at()));
    }

    /// {@return the number in the middle, which stands for zero where the model does not say what does}
    Value middle() {
        return known(IntTensor.of(Shape.SCALAR, 1L << bits - 1));
    }

    /// {@return how many numbers a row of bytes holds that has room for `count`}
    int padded(int count) {
        int perByte = Byte.SIZE / bits;
        return Math.ceilDiv(count, perByte) * perByte;
    }

    /// {@return the numbers in the bytes of input `index`, in rows}
    /// @param padded how many numbers a row of bytes holds
    /// @param kept how many of these count
    Value unpacked(int index, int rows, int padded, int kept) {
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
        return known(IntTensor.of(Shape.of(rows, kept), values));
    }
}
