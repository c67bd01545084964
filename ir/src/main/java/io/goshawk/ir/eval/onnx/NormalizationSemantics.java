package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// What operations mean that scale elements by statistics.
public final class NormalizationSemantics {
    private NormalizationSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(NormalizationOp op, List<Tensor> in) {
        return switch (op) {
            case BatchNormalization norm -> normalize(norm, OnnxSemantics.reals(op, in));
            case Softmax softmax -> Reals.softmax(OnnxSemantics.reals(op, in).getFirst(), softmax.axis());
        };
    }

    private static RealTensor normalize(BatchNormalization op, List<RealTensor> in) {
        RealTensor x = in.getFirst();
        int stride = x.shape().stride(1);
        int extent = x.shape().extent(1);
        List<Real> result = new ArrayList<>();
        for (int i = 0; i < x.shape().size(); i++) {
            int channel = i / stride % extent;
            Real root = Real.sqrt(in.get(4).at(channel).plus(Dyadic.exactly(op.epsilon())));
            Real factor = in.get(1).at(channel).dividedBy(root);
            result.add(x.at(i)
                    .minus(in.get(3).at(channel))
                    .times(factor)
                    .plus(in.get(2).at(channel)));
        }
        return new RealTensor(x.shape(), result);
    }
}
