package io.goshawk.frontend.export;

import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.linear.MatMul;

/// Matrix products.
final class LinearExport {
    private LinearExport() {}

    static void write(LinearOp op, Out out) {
        switch (op) {
            case MatMul product -> out.yieldOf("MatMul", product.operands());
        }
    }
}
