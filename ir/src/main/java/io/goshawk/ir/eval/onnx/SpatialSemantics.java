package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.kernel.Convolution;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What operations on feature maps mean.
public final class SpatialSemantics {
    private SpatialSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(SpatialOp op, List<Tensor> in) {
        List<RealTensor> reals = OnnxSemantics.reals(op, in);
        return switch (op) {
            case Conv conv -> Convolution.of(conv.window(), conv.groups(), reals.get(0), reals.get(1), op.resultType());
        };
    }
}
