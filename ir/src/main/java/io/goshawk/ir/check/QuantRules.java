package io.goshawk.ir.check;

import io.goshawk.ir.Graph;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Conv;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Gather;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.LogSoftmax;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.MaxPool;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.quant.TopK;
import io.goshawk.ir.quant.WindowSum;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What holds for quant graphs: scales are positive, numbers along an axis fit their tensor, products
/// are of quantised weights.
final class QuantRules {
    private QuantRules() {}

    static void check(Graph<QuantOp> graph, Reports reports) {
        graph.nodes().forEach(node -> problem(node.op()).ifPresent(problem -> reports.malformed(node, problem)));
    }

    private static Optional<String> problem(QuantOp op) {
        return switch (op) {
            case Quantize quantize -> type(quantize.element(), quantize.input().shape());
            case Constant constant -> type(constant.element(), constant.data().shape());
            case BipolarQuantize bipolar ->
                Maps.positive(bipolar.scale())
                        ? Maps.problem(bipolar.scale(), bipolar.input().shape())
                        : Optional.of("has a scale that is not positive");
            case CountThresholds steps -> thresholds(steps);
            case LeakyRelu leaky -> Maps.problem(leaky.slope(), leaky.input().shape());
            case ApplyAffine affine -> Maps.problem(affine.map(), affine.input().shape());
            case ConvTranspose conv -> weights(conv.weights());
            case Conv conv -> weights(conv.weights());
            case MatMul matmul -> weights(matmul.weights());
            case Softmax softmax -> axis(softmax.axis(), softmax.input().shape());
            case LogSoftmax softmax -> axis(softmax.axis(), softmax.input().shape());
            case Normalize normalize ->
                normalize.epsilon().signum() >= 0
                        ? Optional.empty()
                        : Optional.of("normalises with a negative epsilon");
            case Gather gather -> weights(gather.table());
            case Curve _, BatchMatMul _ -> Optional.empty();
            case ShapeOp _, ArrangeOp _, Relu _, ArgMax _, TopK _, MaxPool _, WindowSum _, Add _, Clip _ ->
                Optional.empty();
        };
    }

    private static Optional<String> thresholds(CountThresholds op) {
        if (op.channels().stream().anyMatch(channel -> !isAscending(channel.values()))) {
            return Optional.of("has thresholds out of order");
        }
        return op.element().storage().range().contains(IntRange.of(0, op.count()))
                ? type(op.element(), op.input().shape())
                : Optional.of("counts to " + op.count() + ", which is no "
                        + op.element().storage());
    }

    private static boolean isAscending(List<Real> values) {
        return IntStream.range(1, values.size()).allMatch(i -> values.get(i - 1).compareTo(values.get(i)) <= 0);
    }

    private static Optional<String> weights(Value weights) {
        return weights.type().element() instanceof QuantType
                ? Optional.empty()
                : Optional.of("multiplies by weights of " + weights.type() + ", which are not quantised");
    }

    private static Optional<String> type(QuantType type, Shape shape) {
        return Maps.positive(type.map().scale())
                ? Maps.problem(type.map(), shape)
                : Optional.of("has a scale that is not positive");
    }

    /// {@return what is wrong with `axis` of a tensor of shape `shape`, if anything}
    static Optional<String> axis(int axis, Shape shape) {
        return axis >= 0 && axis < shape.rank()
                ? Optional.empty()
                : Optional.of("works along axis " + axis + " of a tensor of shape " + shape);
    }
}
