package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.quantization.Blocks;

/// How the scale and zero point of QuantizeLinear or DequantizeLinear lie beside their data: one for all, one for each
/// place along `axis`, or one for each block along it.
record Grid(Value scale, Value zeroPoint, Blocks blocks) {
    /// {@return what `node` says}
    static Grid of(OnnxNode node, Scaling scaling, Value zeroPoint) {
        Shape data = node.input(0).shape();
        Shape scale = node.input(1).shape();
        long size = node.attributes().integer("block_size", 0);
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw node.because(Code.BAD_ATTRIBUTE, "block_size is " + size);
        }
        boolean single = scale.size() == 1 && size == 0;
        // A single scale leaves the axis unused, and its default, 1, may not exist.
        int axis = single ? 0 : node.attributes().axisNamed("axis", 1, data.rank());
        if (size > 0) {
            return new Grid(node.value(1), zeroPoint, new Blocks(axis, (int) size));
        }
        if (!single && scale.rank() != 1) {
            throw node.because(
                            Code.SHAPE_MISMATCH,
                            "a scale of shape [" + scale + "] without block_size: a number or a vector is wanted")
                    .hint("state block_size, or give one scale for each place along axis " + axis);
        }
        return new Grid(
                scaling.aligned(node.value(1), data, axis), scaling.aligned(zeroPoint, data, axis), Blocks.NONE);
    }
}
