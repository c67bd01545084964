package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What matrix products mean.
public final class LinearSemantics {
    private LinearSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(LinearOp op, List<Tensor> in) {
        List<RealTensor> reals = OnnxSemantics.reals(op, in);
        return switch (op) {
            case MatMul _ -> Reals.matmul(reals.get(0), reals.get(1));
        };
    }
}
