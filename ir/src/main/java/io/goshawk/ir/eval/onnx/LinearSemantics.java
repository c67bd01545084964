package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.kernel.MatrixProduct;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What matrix products mean.
public final class LinearSemantics {
    private LinearSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(LinearOp op, List<Tensor> in) {
        return switch (op) {
            case MatMul product -> {
                List<? extends Tensor> operands =
                        OnnxSemantics.limited(op, in, product.left().shape().last());
                yield MatrixProduct.of(operands.get(0), operands.get(1), op.resultType());
            }
        };
    }
}
