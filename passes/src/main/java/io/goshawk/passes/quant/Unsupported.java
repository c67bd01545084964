package io.goshawk.passes.quant;

import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.Pad;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.indexing.TopK;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.LogSoftmax;
import io.goshawk.ir.onnx.normalization.RmsNormalization;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.shape.ShapeOp;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which operations on data have no form in the quant dialect, whatever their numbers are. It takes
/// nothing but the operation and which of its operands are computed, so it can be told of nodes behind
/// a refused one too.
final class Unsupported {
    private Unsupported() {}

    /// {@return what of `op` is not supported, if anything}
    /// @param computed whether a value depends on an input; of the operands one does
    static Optional<String> reason(OnnxOp op, Predicate<Value> computed) {
        return switch (op) {
            case Binary binary -> binary(binary, computed);
            case Activation curve ->
                unless(
                        curve.curve() instanceof Curve.LeakyRelu,
                        "a " + curve.curve().getClass().getSimpleName() + " of data");
            case Unary unary ->
                unless(
                        unary.kind() == Unary.Kind.RELU
                                || unary.kind() == Unary.Kind.NEG
                                || TransformerReader.curve(unary.kind()).isPresent(),
                        "an element-wise " + unary.kind() + " of data");
            case MatMul m ->
                unless(
                        computed.test(m.right())
                                ? computed.test(m.left()) && TransformerReader.isBatch(m)
                                : m.right().shape().rank() == 2,
                        "a matrix product that is neither data times a constant matrix nor of equal batches of data");
            case LayerNormalization norm ->
                unless(
                        areConstant(norm.operands(), computed) && TransformerReader.isOfRows(norm),
                        "a layer normalisation of several axes, or whose parameters are data,");
            case RmsNormalization norm ->
                unless(
                        areConstant(norm.operands(), computed) && TransformerReader.isOfRows(norm),
                        "a normalisation of several axes, or whose parameters are data,");
            case Conv conv -> unless(!computed.test(conv.weights()), "a convolution with computed weights");
            case ConvTranspose conv ->
                computed.test(conv.weights())
                        ? Optional.of("a transposed convolution with computed weights")
                        : unless(
                                conv.window().dilations().stream().allMatch(d -> d == 1),
                                "a dilated transposed convolution");
            case MaxPool pool -> unless(pool.part() == MaxPool.Part.VALUES, "the places of maxima of data");
            case Reduce reduce ->
                unless(Pools.isGlobal(reduce), "a reduction " + reduce.kind() + " of data along " + reduce.axes());
            case Clip clip -> unless(areConstant(clip.operands(), computed), "a Clip whose bounds are data");
            case BatchNormalization norm ->
                unless(areConstant(norm.operands(), computed), "a batch normalisation whose parameters are data");
            case ArgExtreme arg -> unless(!arg.last(), "the last of several largest or smallest elements");
            case Quant quant ->
                unless(
                        areConstant(quant.operands(), computed),
                        "a quantiser whose scale, zero point or bit width is data");
            case TruncV1 trunc ->
                unless(areConstant(trunc.operands(), computed), "a Trunc whose scale or bit widths are data");
            case Trunc trunc ->
                unless(areConstant(trunc.operands(), computed), "a Trunc whose scales or bit widths are data");
            case BipolarQuant quant ->
                unless(areConstant(quant.operands(), computed), "a quantiser whose scale is data");
            case MultiThreshold steps ->
                unless(areConstant(steps.operands(), computed), "a quantiser whose thresholds are data");
            case QuantizeLinear quant ->
                areConstant(quant.operands(), computed)
                        ? LinearQuantisers.unsupported(quant)
                        : Optional.of("a quantiser whose scale or zero point is data");
            case DequantizeLinear back ->
                areConstant(back.operands(), computed)
                        ? LinearQuantisers.unsupported(back)
                        : Optional.of("a DequantizeLinear whose scale or zero point is data");
            case MatMulInteger m ->
                areConstant(m.operands(), computed)
                        ? unless(m.right().shape().rank() == 2, "an integer product with a stack of matrices")
                                .or(() -> LinearQuantisers.mayWrap(
                                        m.right().shape().extent(0)))
                        : Optional.of("an integer product with computed weights or zero points");
            case ConvInteger conv ->
                areConstant(conv.operands(), computed)
                        ? LinearQuantisers.mayWrap(conv.weights().shape().stride(0))
                        : Optional.of("an integer convolution with computed weights or zero points");
            case Cast cast -> unless(cast.keepsReals() || cast.widens(), "a Cast of data to " + cast.to());
            case Gather gather ->
                unless(computed.test(gather.data()) != computed.test(gather.indices()), "a Gather at computed places");
            case Resize resize ->
                unless(LiveArrangements.isPicking(resize), "a Resize that mixes elements (" + resize.mode() + ")");
            case Pad pad -> unless(areConstant(pad.operands(), computed), "a Pad with data");
            case Softmax _, LogSoftmax _, TopK _, ShapeOp _, Constant _, Concat _, Slice _, AveragePool _ ->
                Optional.empty();
            case OnnxOp other -> Optional.of(other.getClass().getSimpleName() + " of data");
        };
    }

    private static Optional<String> binary(Binary op, Predicate<Value> computed) {
        if (computed.test(op.left()) && computed.test(op.right())) {
            return switch (op.kind()) {
                case ADD, SUB ->
                    unless(
                            op.left().shape().equals(op.right().shape()),
                            "a sum of two computed tensors of different shapes");
                default -> Optional.of("an element-wise " + op.kind() + " of two computed tensors");
            };
        }
        return switch (op.kind()) {
            case ADD, SUB, MUL -> Optional.empty();
            case PRELU -> unless(!computed.test(op.right()), "a PRelu whose slopes are data");
            case MIN, MAX ->
                unless(
                        (computed.test(op.left()) ? op.right() : op.left())
                                        .shape()
                                        .size()
                                == 1,
                        "an element-wise " + op.kind() + " with several constants");
            case DIV -> unless(!computed.test(op.right()), "a division by data");
            default -> Optional.of("an element-wise " + op.kind() + " of data");
        };
    }

    /// {@return whether all operands behind the first, the data, are constants}
    private static boolean areConstant(List<Value> operands, Predicate<Value> computed) {
        return operands.subList(1, operands.size()).stream().noneMatch(computed);
    }

    private static Optional<String> unless(boolean supported, String what) {
        return supported ? Optional.empty() : Optional.of(what);
    }
}
