package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.exact.Maps;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.GroupNormalization;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.LocalResponseNormalization;
import io.goshawk.ir.onnx.normalization.LogSoftmax;
import io.goshawk.ir.onnx.normalization.LpNormalization;
import io.goshawk.ir.onnx.normalization.MeanVarianceNormalization;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.normalization.RmsNormalization;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What operations mean that scale elements by statistics.
public final class NormalizationSemantics {
    private NormalizationSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(NormalizationOp op, List<Tensor> in) {
        return switch (op) {
            case BatchNormalization norm ->
                in.stream().allMatch(FloatTensor.class::isInstance)
                        ? Statistics.batch(norm, in)
                        : normalize(norm, OnnxSemantics.reals(op, in));
            case GroupNormalization norm -> Statistics.group(norm, in);
            case LocalResponseNormalization norm -> Statistics.localResponse(norm, in.getFirst());
            case LpNormalization norm -> Statistics.norm(norm, in.getFirst());
            case MeanVarianceNormalization norm -> Statistics.meanVariance(norm, in.getFirst());
            case Softmax softmax -> Normalizing.softmax(floats(op, in).getFirst(), softmax.axis(), false);
            case LogSoftmax softmax -> Normalizing.softmax(floats(op, in).getFirst(), softmax.axis(), true);
            case LayerNormalization layer -> Normalizing.layer(layer, floats(op, in));
            case RmsNormalization rms -> Normalizing.rootMeanSquare(rms, floats(op, in));
        };
    }

    private static List<FloatTensor> floats(NormalizationOp op, List<Tensor> in) {
        return IntStream.range(0, in.size())
                .mapToObj(i -> Floats.of(in.get(i), op.operands().get(i).type()))
                .toList();
    }

    /// A batch normalisation is an affine map along axis 1.
    private static RealTensor normalize(BatchNormalization op, List<RealTensor> in) {
        List<Real> factors = new ArrayList<>();
        List<Real> offsets = new ArrayList<>();
        for (int channel = 0; channel < in.getFirst().shape().extent(1); channel++) {
            Real root = Real.sqrt(in.get(4).at(channel).plus(Dyadic.exactly(op.epsilon())));
            Real factor = in.get(1).at(channel).dividedBy(root);
            factors.add(factor);
            offsets.add(in.get(2).at(channel).minus(in.get(3).at(channel).times(factor)));
        }
        if (factors.isEmpty()) {
            return in.getFirst();
        }
        return Maps.apply(new Affine(Coefficients.of(1, factors), Coefficients.of(1, offsets)), in.getFirst());
    }
}
