package io.goshawk.ir.shape;

import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;

/// Operations that only move elements; permitted in every dialect of tensors. Free in hardware.
public sealed interface ShapeOp extends OnnxOp, QuantOp, IntegerOp permits Reshape, Transpose {
    @Override
    default boolean isAffine() {
        return true;
    }
}
