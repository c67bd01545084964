package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;

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
        PackedBits packed = PackedBits.of(node);
        if (node.has(4)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "g_idx of MatMulNBits");
        }
        int blocks = Math.ceilDiv(depth, block);
        Composition steps = new Composition(node);
        Value codes = packed.unpacked(1, columns, blocks * block, depth);
        Value scale = steps.reshape(node.value(2), columns, blocks);
        Value zero = zeroPoint(packed, steps, columns, blocks);
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

    private static Value zeroPoint(PackedBits packed, Composition steps, int columns, int blocks) {
        OnnxNode node = packed.node();
        if (!node.has(3)) {
            return packed.middle();
        }
        if (node.input(3).type().element() instanceof FloatType) {
            return steps.reshape(node.value(3), columns, blocks);
        }
        return packed.unpacked(3, columns, packed.padded(blocks), blocks);
    }
}
