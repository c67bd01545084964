package io.goshawk.ir.onnx.linear;

import io.goshawk.ir.onnx.OnnxOp;

/// Matrix products.
public sealed interface LinearOp extends OnnxOp permits MatMul {
    @Override
    default boolean isAffine() {
        return true;
    }
}
