package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;

/// GatherBlockQuantized: rows of a quantised table, with a scale for each block of a row. What is gathered is
/// dequantised afterwards.
///
/// Inputs are the table, the indices, the scales and the zero points. A table of bytes packs numbers of `bits` bits.
final class GatherBlockQuantizedOperator implements Operator {
    private static final int ZERO_POINT = 3;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 4);
        Scaling scaling = new Scaling(node).checkScales(2);
        Composition steps = new Composition(node);
        Shape stored = node.input(0).shape();
        int gathered = node.attributes().axisNamed("gather_axis", 0, stored.rank());
        int quantised = node.attributes().axisNamed("quantize_axis", 1, stored.rank());
        long block = node.attributes().integer("block_size", 128);
        if (block < 1 || block > Integer.MAX_VALUE || gathered == quantised) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "blocks of " + block + " along axis " + quantised + ", gathered along axis " + gathered);
        }
        boolean isPacked = node.input(0).type().element().equals(IntType.u(Byte.SIZE));
        Value table = isPacked ? unpacked(node, 0) : scaling.integers(0);
        Value scales = node.value(2);
        Value indices = node.value(1);
        Value zero = !node.has(ZERO_POINT)
                ? isPacked
                        ? PackedBits.of(node).middle()
                        : scaling.zero(table.type().element())
                : steps.add(new Gather(zeroPoints(node, scales.shape(), isPacked), indices, gathered));
        int axis = quantised > gathered ? quantised - 1 + indices.shape().rank() : quantised;
        return node.result(new DequantizeLinear(
                steps.add(new Gather(table, indices, gathered)),
                steps.add(new Gather(scales, indices, gathered)),
                zero,
                new Blocks(axis, (int) block),
                scales.type().element()));
    }

    private static Value unpacked(OnnxNode node, int index) {
        PackedBits packed = PackedBits.of(node);
        Shape bytes = node.input(index).shape();
        int row = Math.multiplyExact(bytes.last(), Byte.SIZE / packed.bits());
        int rows = bytes.last() == 0 ? 0 : bytes.size() / bytes.last();
        return new Composition(node).reshape(packed.unpacked(index, rows, row, row), bytes.withLast(row));
    }

    private static Value zeroPoints(OnnxNode node, Shape scales, boolean isPacked) {
        if (!isPacked) {
            return node.value(ZERO_POINT);
        }
        PackedBits packed = PackedBits.of(node);
        int row = scales.last();
        int rows = row == 0 ? 0 : scales.size() / row;
        return new Composition(node).reshape(packed.unpacked(ZERO_POINT, rows, packed.padded(row), row), scales);
    }
}
