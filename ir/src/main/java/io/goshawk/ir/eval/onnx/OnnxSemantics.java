package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.Effort;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.eval.ShapeSemantics;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// What a model means: its operators, as ONNX and QONNX specify them. Each family of operations has a class of
/// its own.
public final class OnnxSemantics {
    private OnnxSemantics() {}

    /// {@return what `op` makes of `in`}
    /// @throws ArithmeticException where the result has no exact form, such as a general power
    public static Tensor evaluate(OnnxOp op, List<Tensor> in) {
        return switch (op) {
            case ShapeOp shape -> ShapeSemantics.evaluate(shape, in.getFirst());
            case Constant constant -> constant.data();
            case ElementwiseOp family -> ElementwiseSemantics.evaluate(family, in);
            case LinearOp family -> LinearSemantics.evaluate(family, in);
            case SpatialOp family -> SpatialSemantics.evaluate(family, in);
            case NormalizationOp family -> NormalizationSemantics.evaluate(family, in);
            case ReductionOp family -> ReductionSemantics.evaluate(family, in);
            case IndexingOp family -> IndexingSemantics.evaluate(family, in);
            case QuantizationOp family -> QuantizationSemantics.evaluate(family, in);
        };
    }

    /// {@return whether an operation of the affine part with these operands is evaluated exactly: one of them
    ///     is exact}
    static boolean isExact(List<Tensor> in) {
        return in.stream().anyMatch(RealTensor.class::isInstance);
    }

    /// {@return the operands of `op` as exact reals}
    static List<RealTensor> reals(OnnxOp op, List<Tensor> in) {
        return reals(op, in, 1);
    }

    /// {@return the operands of a product: as they are where none is exact, else all of them as exact reals, rounded
    ///     first where a result would become too dear}
    /// @param terms how many elements of each operand one element of the result adds up
    static List<? extends Tensor> limited(OnnxOp op, List<Tensor> in, int terms) {
        return isExact(in) ? reals(op, in, terms) : in;
    }

    private static List<RealTensor> reals(OnnxOp op, List<Tensor> in, int terms) {
        List<RealTensor> reals = IntStream.range(0, in.size())
                .mapToObj(i -> Reals.of(in.get(i), op.operands().get(i).type()))
                .toList();
        double effort =
                terms * (double) reals.stream().mapToLong(RealTensor::effort).sum();
        return IntStream.range(0, in.size())
                .mapToObj(i -> Effort.limited(reals.get(i), op.operands().get(i).type(), effort))
                .toList();
    }

    /// {@return the operands of `op`, none of which is an integer tensor, as floats of their types}
    static List<FloatTensor> floats(OnnxOp op, List<Tensor> in) {
        return IntStream.range(0, in.size())
                .mapToObj(i -> Floats.of(in.get(i), op.operands().get(i).type()))
                .toList();
    }
}
