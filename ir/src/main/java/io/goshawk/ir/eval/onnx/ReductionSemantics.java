package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.reduction.ArgMax;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What operations mean that make one element of many.
public final class ReductionSemantics {
    private ReductionSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(ReductionOp op, List<Tensor> in) {
        return switch (op) {
            case ArgMax argmax ->
                Reals.argmax(
                        OnnxSemantics.reals(op, in).getFirst(),
                        argmax.axis(),
                        argmax.resultType().shape());
        };
    }
}
